-- release: a visitor gives up seat, call or place, and the ticket is over.
--
-- ARGV  16 visitor  17 passEpoch ("": a ticket was shown)
-- RETURNS {"released", epoch, seats freed 0|1}
-- COST    O(log n), at most 9 commands inside; 2 more where it makes the room
-- RETRY   safe: releasing nothing releases nothing

local visitor, passEpoch = ARGV[16], ARGV[17]
if bad then
  return redis.error_reply("BADARG " .. bad)
end

read_room({
  "epoch", "madeMs", "wipedMs", "heldUntilMs", "owed", "owedUntilMs", "back", "tokens", "tokensMs", "ended", "left",
  "liveInflow",
})
meet_epoch()

local seat = redis.call("ZREM", SEATS, visitor)
local call = redis.call("ZREM", CALLED, visitor)
local place = redis.call("ZREM", LINE, visitor)
redis.call("ZREM", SEEN, visitor)

-- Spent for good: no batch in flight anywhere puts the visitor back.
local spentBefore = redis.call("ZSCORE", SPENT, visitor)
redis.call("ZADD", SPENT, nowMs + ticketMs, visitor)
expire_later(SPENT)

if seat + call > 0 then
  set("ended", field("ended") + 1)
end
if place == 1 then
  set("left", field("left") + 1)
end
if call == 1 then
  set_tokens(inflow_tokens(1))
elseif seat == 0 and room.wipedMs and not spentBefore and passEpoch ~= "" and passEpoch ~= room.epoch then
  set("back", field("back") + 1)
end

save_room("keep")
return { "released", room.epoch, seat }
