-- read-log: the operator's changes, the newest first.
--
-- KEYS  9 log
-- RETURNS {"log", entry, …}
-- COST    1 command
-- RETRY   safe

if bad then
  return redis.error_reply("BADARG " .. bad)
end
return { "log", unpack(redis.call("LRANGE", KEYS[9], 0, -1)) }
