-- turn: takes in a desk's batch; then, at most once a second per room, expires, calls and reports.
--
-- ARGV  16 and on: the batch, see batch.lua
-- RETURNS {"turned", told in the last 8 s, {refused visitors}, {field, value, … of the room hash}}
-- COST    at most 10 commands with EVALSHA for the batch (3 more where a key begins), at most 45 for housekeeping,
--         whatever the length of the line
-- RETRY   safe: presence, confirmation and putting back are facts, not increments; only counts of people told to wait,
--         and of estimates, may count twice

if bad then
  return redis.error_reply("BADARG " .. bad)
end

local flat = redis.call("HGETALL", ROOM)
for i = 1, #flat, 2 do
  room[flat[i]] = flat[i + 1]
end
meet_epoch()

local refused = take_batch()
if told > 0 then
  tell(told)
end
if waitsEstimated > 0 then
  set("waitsEstimated", field("waitsEstimated") + waitsEstimated)
  set("waitsHeld", field("waitsHeld") + waitsHeld)
end

local function report()
  local fields = {}
  for name, value in pairs(room) do
    if name ~= "made" and name ~= "letIn" then
      fields[#fields + 1] = name
      fields[#fields + 1] = value
    end
  end
  return { "turned", (told_recently()), refused, fields }
end

local sinceMs = nowMs - field("turnMs")
if room.turnMs and sinceMs < 1000 and sinceMs > -STILL_MS then
  save_room("keep")
  return report()
end

-- After standing still nothing is ended until people have had the chance to report. A hold in force is never extended,
-- and what was due when the last one ended is ended before a new one begins.
local stoodStill = room.turnMs and sinceMs > STILL_MS
local function due_by(hold, lengthMs)
  if nowMs < field(hold) then
    return 0
  end
  if not stoodStill then
    return nowMs
  end
  local dueMs = field(hold)
  set(hold, nowMs + lengthMs)
  return dueMs
end

-- Nobody is called, and no place is known, before people have had the chance to report.
if is_gathering() then
  set("gatheredFor", callsFromMs)
  set("gatherUntilMs", nowMs + GATHER_MS)
end

-- No seat is older than its expiry.
end_seats(due_by("seatsHeldUntilMs", STILL_SEATS_MS), callsMost)

-- No call is older than its deadline and a late batch. A lapse counts only against a holder who has heard of the call;
-- at the second the ticket is spent.
local lapsedDueMs = due_by("callsHeldUntilMs", claimMs) - LATE_BATCH_MS
local lapsed = lapsedDueMs + 0.5
local over = redis.call("ZRANGE", CALLED, "-inf", lapsed, "BYSCORE", "LIMIT", 0, whole(callsMost), "WITHSCORES")
local lapses = #over / 2
if lapses > 0 then
  local gone, announced = {}, {}
  for i = 1, #over, 2 do
    gone[#gone + 1] = over[i]
    if tonumber(over[i + 1]) % 1 ~= 0 then
      announced[#announced + 1] = over[i]
    end
  end
  redis.call("ZREM", CALLED, unpack(gone))
  if #announced > 0 then
    local before = redis.call("ZMSCORE", LAPSED, unpack(announced))
    local once, twice = {}, {}
    for i, visitor in ipairs(announced) do
      local into = before[i] and twice or once
      into[#into + 1] = nowMs + ticketMs
      into[#into + 1] = visitor
    end
    if #once > 0 then
      redis.call("ZADD", LAPSED, unpack(once))
    end
    if #twice > 0 then
      redis.call("ZADD", SPENT, unpack(twice))
    end
  end
end

-- Nobody in line has been silent for longer than patience.
local silentDueMs = due_by("silenceHeldUntilMs", patienceMs) - patienceMs
local silent = redis.call("ZRANGE", SEEN, "-inf", silentDueMs, "BYSCORE", "LIMIT", 0, whole(callsMost))
local leavers = #silent
if leavers > 0 then
  redis.call("ZREM", LINE, unpack(silent))
  redis.call("ZREM", SEEN, unpack(silent))
end

-- Nothing is remembered past its time: either sign of spent, by its distance from zero.
redis.call("ZREMRANGEBYSCORE", SPENT, -nowMs, nowMs)
redis.call("ZREMRANGEBYSCORE", LAPSED, "-inf", nowMs)

-- Free seats are called in order of number. A visitor not heard of for a while may have gone, and a seat would be kept
-- empty for a claim: they are passed over and drop out of the line, and their next poll brings them back to its front.
-- A call is kept until a claim after the last sign of life; after standing still nobody could give one.
local waiting = redis.call("ZCARD", LINE)
local seats = redis.call("ZCARD", SEATS)
local called = redis.call("ZCARD", CALLED)
local tokens = inflow_tokens(inflowPerMinute < 0 and 0 or lapses + count_unheard(lapses))
local openSeats = seats_open(seats, called, tokens)
-- While this many of the called are held back by the inflow, nobody else is called.
local enough = math.max(1, inflowPerMinute * HELD_BACK_SECONDS / 60)
local calls = field("heldBack") < enough and math.min(openSeats, callsMost) or 0
if field("heldBack") > 0 then
  set("heldBack", 0)
end
if calls > 0 and waiting > 0 then
  local most = whole(calls + PASSED_OVER_MOST)
  local first = redis.call("ZRANGE", LINE, "-inf", newest_callable(openSeats), "BYSCORE", "LIMIT", 0, most)
  local seen = #first > 0 and redis.call("ZMSCORE", SEEN, unpack(first)) or {}
  local couldReport = nowMs >= field("callsHeldUntilMs")
  local gone, deadlines = {}, {}
  for i, visitor in ipairs(first) do
    if #deadlines == 2 * calls then
      break
    end
    local heardMs = couldReport and tonumber(seen[i]) or nowMs
    gone[i] = visitor
    if heardMs + math.min(claimMs, SILENT_MS) > nowMs then
      deadlines[#deadlines + 1] = heardMs + claimMs
      deadlines[#deadlines + 1] = visitor
    end
  end
  if #gone > 0 then
    redis.call("ZREM", LINE, unpack(gone))
    redis.call("ZREM", SEEN, unpack(gone))
  end
  calls = #deadlines / 2
  leavers = leavers + #gone - calls
  if calls > 0 then
    redis.call("ZADD", CALLED, unpack(deadlines))
  end
  waiting, called, openSeats, tokens = waiting - #gone, called + calls, openSeats - calls, tokens - calls
  set("calls", field("calls") + #gone)
end
set_tokens(tokens)

-- The list carries everyone called: four characters of an id suffice, a false hit costs one arrival.
local list = redis.call("ZRANGE", CALLED, 0, -1)
for i, visitor in ipairs(list) do
  list[i] = string.sub(visitor, 1, 4)
end

sketch_ends()
-- Points noted while people from the lobby were coming are far off by now: once all are counted, all is noted again.
local countedFromMs = callsFromMs - COUNTED_BEFORE_MS
if callsFromMs > 0 and nowMs >= countedFromMs and field("turnMs") < countedFromMs then
  sketch_whole(waiting)
else
  sketch_slice(waiting)
end

if lapses > 0 then
  set("ended", field("ended") + lapses)
end
measure(room.turnMs and math.max(0, math.min(sinceMs, STILL_MS)) or 0, seats + called, waiting, leavers)

set("turnMs", nowMs)
set("waiting", waiting)
set("seats", seats)
set("called", called)
set("openSeats", openSeats)
set("list", table.concat(list))
save_room("extend")
for _, key in ipairs({ LINE, SEEN, CALLED, SEATS, LAPSED, SPENT }) do
  expire_later(key)
end
return report()
