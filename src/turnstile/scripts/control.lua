-- control: the operator changes the live settings; they count for every script that runs after this one.
--
-- ARGV  13 entry of the log  14 and on: field, value … ("": back to the env var)
-- RETURNS {"changed", epoch}
-- COST    at most 8 commands
-- RETRY   safe but for the log, in which the change then stands twice

-- Changes that are remembered.
local LOG_MOST = 200

local LOG = KEYS[9]
local entry = ARGV[13]
if bad then
  return redis.error_reply("BADARG " .. bad)
end

read_room({ "epoch", "madeMs", "wipedMs", "heldUntilMs", "owed", "owedUntilMs", "back" })
meet_epoch()

-- The key that never ends first: the room's own copy is made from it whenever the room is made.
for i = 14, #ARGV, 2 do
  redis.call("HSET", CONTROL, ARGV[i], ARGV[i + 1])
  set(ARGV[i], ARGV[i + 1])
end
redis.call("LPUSH", LOG, entry)
redis.call("LTRIM", LOG, 0, LOG_MOST - 1)
save_room("extend")
return { "changed", room.epoch }
