-- renew: extends an existing seat; takes up a call at once; puts back a seat that ran out (in grace) or was wiped.
--
-- ARGV  16 visitor  17 expiryMs  18 "restore" | "keep" (whether a seat that ran out is put back)  19 passEpoch
-- RETURNS {"renewed", epoch, expiry of the seat, ms} or {"gone", epoch}
-- COST    O(log n), 2 commands inside for a seat that is extended, at most 13
-- RETRY   safe: the expiry is the caller's, the later one wins

local visitor = ARGV[16]
local expiryMs = integer("expiryMs", 17)
local mode, passEpoch = ARGV[18], ARGV[19]
if bad then
  return redis.error_reply("BADARG " .. bad)
end

if redis.call("ZADD", SEATS, "XX", "GT", "CH", expiryMs, visitor) == 1 then
  return { "renewed", redis.call("HGET", ROOM, "epoch") or epochSeen, expiryMs }
end

read_room({ "epoch", "madeMs", "wipedMs", "heldUntilMs", "owed", "owedUntilMs", "back" })
meet_epoch()

local seat = redis.call("ZSCORE", SEATS, visitor)
if seat then
  save_room("keep")
  return { "renewed", room.epoch, tonumber(seat) }
end

local spent = redis.call("ZSCORE", SPENT, visitor)
local entitled
if redis.call("ZREM", CALLED, visitor) == 1 then
  entitled = true
elseif spent then
  entitled = mode == "restore" and tonumber(spent) < 0
elseif room.wipedMs and passEpoch ~= room.epoch then
  entitled = true
  set("back", field("back") + 1)
end

if not entitled then
  save_room("keep")
  return { "gone", room.epoch }
end

-- A seated visitor is in no other set.
redis.call("ZADD", SEATS, expiryMs, visitor)
expire_later(SEATS)
redis.call("ZREM", SPENT, visitor)
redis.call("ZREM", LINE, visitor)
redis.call("ZREM", SEEN, visitor)
save_room("keep")
return { "renewed", room.epoch, expiryMs }
