-- arrive: the exact path for one visitor: what they hold now, and in when it is their turn and a seat is free.
--
-- ARGV  16 visitor  17 number  18 "newcomer" | "ticket"  19 told (newly told to wait by this desk)
--       20 "call" | "seat" (what an admission makes: redirect mode seats at once)
-- RETURNS {"seated", epoch, expiryMs} | {"called", epoch, deadlineMs} | {"spent", epoch}
--         | {"waiting", epoch, place, waiting} (a ticket) | {"told", epoch} (a newcomer, not in line)
-- COST    O(log n); 8 commands inside for a newcomer let in, 4 for a call taken up
-- RETRY   safe: the same seat, the same call, the same place; a call's deadline moves once, when its holder learns of
--         it; only told may count twice

local visitor = ARGV[16]
local number = integer("number", 17)
local who = ARGV[18]
local told = integer("told", 19)
local admitAs = ARGV[20]
if bad then
  return redis.error_reply("BADARG " .. bad)
end

read_room({
  "epoch", "madeMs", "wipedMs", "heldUntilMs", "owed", "owedUntilMs", "back",
  "tokens", "tokensMs", "letIn", "noShows", "heldBack", "told", "turnMs", "seatsHeldUntilMs", "ended", "calls",
  "gatheredFor", "gatherUntilMs",
  "liveState", "liveCapacity", "liveInflow",
})
meet_epoch()

local function is_over_live_capacity()
  local live = tonumber(room.liveCapacity)
  return live and redis.call("ZCARD", SEATS) + redis.call("ZCARD", CALLED) > live
end

local function seat_now()
  redis.call("ZADD", SEATS, nowMs + sessionMs, visitor)
  expire_later(SEATS)
  save_room("keep")
  return { "seated", room.epoch, nowMs + sessionMs }
end

-- Counted before anything is decided: people told to wait, by any desk, come before this arrival.
if told > 0 then
  tell(told)
end

-- A newcomer's id is new: nothing can be known of it.
if who == "ticket" then
  local seat = tonumber(redis.call("ZSCORE", SEATS, visitor) or nil)
  if seat then
    save_room("keep")
    -- A seat that ran out but that no turn has ended yet admits nobody any more; only its pass can still renew it.
    if seat <= nowMs then
      return { "spent", room.epoch }
    end
    return { "seated", room.epoch, seat }
  end
  local call = tonumber(redis.call("ZSCORE", CALLED, visitor) or nil)
  -- Shut, or with fewer seats than when the call was made: a holder who has not heard of it goes back to their place.
  if call and call % 1 == 0 and (is_shut() or is_over_live_capacity()) then
    redis.call("ZREM", CALLED, visitor)
    set_tokens(inflow_tokens(1))
    call = nil
  end
  if call then
    local deadline = math.floor(call)
    if call == deadline then
      deadline = nowMs + claimMs
      -- The inflow has just been used up: the call is kept, and its holder polls again.
      if not may_let_in() then
        redis.call("ZADD", CALLED, deadline, visitor)
        set("heldBack", field("heldBack") + 1)
        save_room("keep")
        return { "waiting", room.epoch, 1, redis.call("ZCARD", LINE) + 1 }
      end
      let_in()
      if admitAs == "call" then
        redis.call("ZADD", CALLED, deadline + 0.5, visitor)
      end
    end
    if admitAs == "seat" then
      redis.call("ZREM", CALLED, visitor)
      return seat_now()
    end
    save_room("keep")
    if deadline <= nowMs then
      return { "waiting", room.epoch, 1, redis.call("ZCARD", LINE) + 1 }
    end
    return { "called", room.epoch, deadline }
  end
  if redis.call("ZSCORE", SPENT, visitor) then
    save_room("keep")
    return { "spent", room.epoch }
  end
end

-- An idle room has no turns, so in a full one seats that ran out are ended here; after standing still only those that
-- ran out long enough ago for their holders to have come back.
local seats, called = redis.call("ZCARD", SEATS), redis.call("ZCARD", CALLED)
if seats > 0 and capacity - seats - called - seats_owed() <= 0 and nowMs >= field("seatsHeldUntilMs") then
  local dueMs = nowMs
  if room.turnMs and nowMs - field("turnMs") > STILL_MS then
    dueMs = nowMs - STILL_SEATS_MS
  end
  local ended = end_seats(dueMs, ARRIVAL_ENDS_MOST)
  if ended > 0 then
    seats = seats - ended
    expire_later(SPENT)
  end
end

local tokens = inflow_tokens(0)
local openSeats = may_let_in() and seats_open(seats, called, tokens) or 0
local mayEnter
if who == "newcomer" then
  local toldBefore, newest = told_recently()
  mayEnter = openSeats > toldBefore + WORD_ON_ITS_WAY * newest and redis.call("ZCARD", LINE) == 0
else
  redis.call("ZADD", LINE, "NX", number, visitor)
  redis.call("ZADD", SEEN, nowMs, visitor)
  local rank = redis.call("ZRANK", LINE, visitor)
  mayEnter = openSeats > 0 and rank == 0 and number <= (tonumber(newest_callable(openSeats)) or math.huge)
  if not mayEnter then
    expire_later(LINE)
    expire_later(SEEN)
    save_room("keep")
    return { "waiting", room.epoch, rank + 1, redis.call("ZCARD", LINE) }
  end
  redis.call("ZREM", LINE, visitor)
  redis.call("ZREM", SEEN, visitor)
  set("calls", field("calls") + 1)
end

if not mayEnter then
  save_room("keep")
  return { "told", room.epoch }
end

set_tokens(tokens - 1)
let_in()
if admitAs == "seat" then
  return seat_now()
end
redis.call("ZADD", CALLED, nowMs + claimMs + 0.5, visitor)
expire_later(CALLED)
save_room("keep")
return { "called", room.epoch, nowMs + claimMs }
