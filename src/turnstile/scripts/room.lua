-- room: what every verb begins with; it stands in front of each script and is sent as one text with it.
--
-- KEYS  1 line  2 seen  3 called  4 seats  5 lapsed  6 spent  7 room  8 control  9 log
-- ARGV  1 nowMs  2 epochSeen ("": the desk knows none)  3 epochNew  4 seatsKnown (-1: the desk knows none)
--       5 capacity  6 inflowPerMinute (-1: unlimited)  7 sessionMs  8 claimMs  9 patienceMs  10 ticketMs
--       11 callsMost (of one turn)  12 calledMost (a snapshot can list)
--       13 callsFromMs  14 callsUntilMs (0: for ever)  15 rampPermille (of the inflow, or of the capacity without one)
--
-- Scores: line = number; seen = ms of the last sign of life; seats = expiry, ms; lapsed = until when it is remembered,
-- ms; called = deadline, ms, plus a half once its holder has heard of it; spent = until when it is remembered, ms,
-- below zero when the seat ran out, above zero when the ticket is over for good.

local LINE, SEEN, CALLED, SEATS, LAPSED, SPENT, ROOM, CONTROL = unpack(KEYS)

local bad
local function integer(name, at)
  local value = tonumber(ARGV[at])
  if not value or value % 1 ~= 0 then
    bad = bad or name
    return 0
  end
  return value
end

local nowMs = integer("nowMs", 1)
local epochSeen, epochNew = ARGV[2], ARGV[3]
local seatsKnown = integer("seatsKnown", 4)
local capacity = integer("capacity", 5)
local inflowPerMinute = integer("inflowPerMinute", 6)
local sessionMs = integer("sessionMs", 7)
local claimMs = integer("claimMs", 8)
local patienceMs = integer("patienceMs", 9)
local ticketMs = integer("ticketMs", 10)
local callsMost = integer("callsMost", 11)
local calledMost = integer("calledMost", 12)
local callsFromMs, callsUntilMs = integer("callsFromMs", 13), integer("callsUntilMs", 14)
local rampPermille = integer("rampPermille", 15)

-- A call outlives its pass by this much: confirmations travel in batches and may come late.
local LATE_BATCH_MS = 10000
-- A room whose last turn is older than this stood still: nobody could report.
local STILL_MS = 5000
-- How long seats are held after standing still, so that passes which ran out meanwhile can be renewed.
local STILL_SEATS_MS = 30000
-- In an outage tickets are confirmed against an epoch last heard of this long ago; the room hash outlives them.
local OUTAGE_MS = 180000
-- How long nobody is called after data was lost, while people report back.
local WIPE_HOLD_MS = 40000
-- An outage that ends within GATHER_UNTIL_MS of the first calls counts as one at the opening. From its end on people
-- have GATHER_MS to report, to any isolate: a breaker tries again only after up to two seconds.
local GATHER_UNTIL_MS = 120000
local GATHER_MS = 4000
-- When a crowd comes, other isolates' counts of people just told to wait are still on their way: for each person in the
-- newest bucket this many more are assumed before a newcomer is seated over them.
local WORD_ON_ITS_WAY = 3
-- People told to wait are counted in buckets this long, and the last four count: 8 s.
local TOLD_BUCKET_MS = 2000
local TOLD_BUCKETS = 4
-- While more people were told to wait than seats are open, a number by arrival younger than this is not called: lower
-- ones, due to poll within 4 s, may not have been shown back yet.
local SHOWN_BACK_MS = 6000
-- Near the front people poll every few seconds. A visitor silent for longer than this is called after their next poll.
local SILENT_MS = 20000
-- Most silent people at the front that one turn passes over, however many seats it has to give.
local PASSED_OVER_MOST = 500
-- Most expired seats that an arrival ends by itself; a turn ends callsMost.
local ARRIVAL_ENDS_MOST = 100

local room, changes = {}, {}

local function field(name)
  return tonumber(room[name]) or 0
end

local function set(name, value)
  if type(value) == "number" then
    value = string.format("%.17g", value)
  end
  room[name] = value
  changes[#changes + 1] = name
  changes[#changes + 1] = value
end

local function read_room(names)
  local values = redis.call("HMGET", ROOM, unpack(names))
  for i, name in ipairs(names) do
    room[name] = values[i] or nil
  end
end

-- A whole number as text that Redis reads: later versions pass Lua's own numbers to commands as 1e+8.
local function whole(value)
  return string.format("%.0f", value)
end

local function expire_later(key)
  redis.call("PEXPIRE", key, whole(ticketMs + 60000))
end

-- The live settings stand in a key that never ends, and in the room's own hash, where every verb reads them with the
-- rest; a new room takes them over from the key. They count instead of the env vars.
local function take_control()
  if room.made then
    local live = redis.call("HGETALL", CONTROL)
    for i = 1, #live, 2 do
      set(live[i], live[i + 1])
    end
  end
  capacity = tonumber(room.liveCapacity) or capacity
  inflowPerMinute = tonumber(room.liveInflow) or inflowPerMinute
  -- While the site warms up.
  if rampPermille < 1000 and inflowPerMinute >= 0 then
    inflowPerMinute = math.ceil(inflowPerMinute * rampPermille / 1000)
  elseif rampPermille < 1000 then
    capacity = math.ceil(capacity * rampPermille / 1000)
  end
end

-- A room that stood still when the first people were due to be called has not heard of all who reported. Once per
-- opening: otherwise a lone visitor who polls every ten seconds would hold it.
local function is_gathering()
  local isJustOpened = callsFromMs > 0 and nowMs >= callsFromMs and nowMs < callsFromMs + GATHER_UNTIL_MS
  return isJustOpened and nowMs - field("turnMs") > STILL_MS and field("gatheredFor") ~= callsFromMs
end

-- Paused, sold out, not open yet or closed: nobody is called, and no call is taken up.
local function is_shut()
  local isClosed = callsUntilMs > 0 and nowMs >= callsUntilMs
  return room.liveState == "paused" or room.liveState == "soldout" or nowMs < callsFromMs or isClosed
end

-- Another epoch, named by a desk, a ticket or a pass, proves that data was lost; it takes effect once per epoch. For a
-- while from the beginning of the new one nobody is called, and the seats known before count as taken until they are
-- put back, given up, or would have run out. A straggler of an epoch long gone comes after that while.
local function meet_epoch()
  if not room.epoch then
    set("epoch", epochNew)
    set("madeMs", nowMs)
    room.made = true
  end
  take_control()
  if epochSeen == "" or epochSeen == room.epoch then
    return
  end
  if not room.wipedMs then
    set("wipedMs", nowMs)
    set("heldUntilMs", field("madeMs") + WIPE_HOLD_MS)
    set("owedUntilMs", field("madeMs") + sessionMs)
    set("owed", seatsKnown)
  elseif nowMs < field("heldUntilMs") and seatsKnown > field("owed") then
    set("owed", seatsKnown)
  end
end

local function save_room(life)
  if #changes > 0 then
    redis.call("HSET", ROOM, unpack(changes))
  end
  if room.made or life == "extend" then
    redis.call("PEXPIRE", ROOM, whole(ticketMs + OUTAGE_MS))
  end
end

local function seats_owed()
  if nowMs >= field("owedUntilMs") then
    return 0
  end
  local owed = field("owed")
  if owed < 0 then
    owed = capacity
  end
  return math.max(0, owed - field("back"))
end

local function seats_open(seats, called, tokens)
  local heldUntilMs = math.max(field("heldUntilMs"), field("gatherUntilMs"))
  if nowMs < heldUntilMs or is_shut() or is_gathering() then
    return 0
  end
  local free = capacity - seats - called - seats_owed()
  return math.max(0, math.min(free, math.floor(tokens), calledMost - called))
end

-- People are counted in buckets, "bucket:count …" in a field of the room. Returns the sum of the last `buckets`, the
-- current one included, and the count of the current one.
local function count_recent(name, bucketMs, buckets)
  local current, sum, newest = math.floor(nowMs / bucketMs), 0, 0
  for bucket, count in string.gmatch(room[name] or "", "(%d+):(%d+)") do
    if tonumber(bucket) > current - buckets then
      sum = sum + count
    end
    if tonumber(bucket) == current then
      newest = tonumber(count)
    end
  end
  return sum, newest
end

local function count_more(name, more, bucketMs, buckets)
  local current, kept = math.floor(nowMs / bucketMs), {}
  for bucket, count in string.gmatch(room[name] or "", "(%d+):(%d+)") do
    if tonumber(bucket) == current then
      more = more + count
    elseif tonumber(bucket) >= current - buckets then -- one more than counts: other clocks are behind
      kept[#kept + 1] = bucket .. ":" .. count
    end
  end
  kept[#kept + 1] = string.format("%d:%d", current, more)
  set(name, table.concat(kept, " "))
end

local function told_recently()
  return count_recent("told", TOLD_BUCKET_MS, TOLD_BUCKETS)
end

local function tell(newly)
  count_more("told", newly, TOLD_BUCKET_MS, TOLD_BUCKETS)
end

-- The highest number that may be called; numbers of a draw are lower than any by arrival.
local function newest_callable(openSeats)
  if told_recently() > openSeats then
    return whole((nowMs - SHOWN_BACK_MS) * 1000)
  end
  return "+inf"
end

-- Ends at most `most` seats due by dueMs and spends their tickets. Returns how many ended.
local function end_seats(dueMs, most)
  local over = redis.call("ZRANGE", SEATS, "-inf", dueMs, "BYSCORE", "LIMIT", 0, whole(most))
  if #over > 0 then
    redis.call("ZREM", SEATS, unpack(over))
    local spent = {}
    for _, visitor in ipairs(over) do
      spent[#spent + 1] = -(nowMs + ticketMs)
      spent[#spent + 1] = visitor
    end
    redis.call("ZADD", SPENT, unpack(spent))
    set("ended", field("ended") + #over)
  end
  return #over
end
