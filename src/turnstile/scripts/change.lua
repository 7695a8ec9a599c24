-- change: the operator changes the live settings for every script that runs after this one.
--
-- ARGV  16 "always" | "once" (not where the state is this already, or anything was set since sinceMs) |
--          "lost" (only where no settings are known)
--       17 entry of the log  18 state, for "once"  19 sinceMs  20 and on: field, value … ("": back to the env var)
-- RETURNS {"changed" | "unchanged", epoch}
-- COST    at most 9 commands inside
-- RETRY   safe: an entry equal to the newest in the log is not written again

-- Most changes the log keeps.
local LOG_MOST = 200

local LOG = KEYS[9]
local mode, entry, state = ARGV[16], ARGV[17], ARGV[18]
local sinceMs = integer("sinceMs", 19)
if bad then
  return redis.error_reply("BADARG " .. bad)
end

read_room({
  "epoch", "madeMs", "wipedMs", "heldUntilMs", "owed", "owedUntilMs", "back", "liveState", "liveChangedMs",
})
meet_epoch()

local isAlreadySo = room.liveState == state or field("liveChangedMs") > sinceMs
if (mode == "once" and isAlreadySo) or (mode == "lost" and room.liveChangedMs) then
  save_room("keep")
  return { "unchanged", room.epoch }
end

-- First the key that never ends: the room's own copy is made from it whenever the room is made.
redis.call("HSET", CONTROL, unpack(ARGV, 20))
for i = 20, #ARGV, 2 do
  set(ARGV[i], ARGV[i + 1])
  -- A new inflow begins with a full bucket and without the counts of people called under the one before.
  if ARGV[i] == "liveInflow" then
    redis.call("HDEL", ROOM, "tokens", "tokensMs", "unheard", "noShows", "heldBack")
  end
end
if redis.call("LINDEX", LOG, 0) ~= entry then
  redis.call("LPUSH", LOG, entry)
  redis.call("LTRIM", LOG, 0, LOG_MOST - 1)
end
save_room("extend")
return { "changed", room.epoch }
