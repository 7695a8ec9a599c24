-- inflow: how many may be called, and how many let in; stands after room in front of turn, arrive and release.
--
-- A token bucket meters the calls. But people are let in when they take up their calls, which is when they poll: there
-- they are counted once more, and no minute lets in more than the inflow. Some of the called never come: a call whose
-- holder is not heard of for some seconds does not count until they come after all. Otherwise a claim would pass
-- before the next in line is called instead, and then as many would be called at once as had not come a claim ago.
--
-- Fields: "tokens" as of "tokensMs"; "letIn", people let in by the second; as of the last turn, "unheard" calls that do
-- not count, and "noShows", people let in during the last minute who did not come.

-- Calls are made at this share of the inflow, so that a visitor who takes up a call is seldom held back.
local CALLS_SHARE = 0.97
-- Once this many seconds' worth of people were held back since the last turn, nobody else is called before they are in.
local HELD_BACK_SECONDS = 1.5
-- People next in line poll every three seconds or so, and a turn is up to two seconds later: past this a poll was
-- missed.
local UNHEARD_MS = 5000
-- A visitor who is let in loads the page at once, and the next batch reports it.
local NO_SHOW_MS = 2500
-- Enough buckets to cover any minute.
local LET_IN_BUCKET_MS = 1000
local LET_IN_BUCKETS = 61
-- A no-show is subtracted while the bucket they were counted in counts, which must hold until the next turn.
local NO_SHOW_LAST_MS = 59000

-- The bucket holds two seconds' worth and one; `back` is given back on top (below zero: taken again).
local function inflow_tokens(back)
  if inflowPerMinute < 0 then
    return math.huge
  end
  local most = 1 + inflowPerMinute / 30
  if not room.tokens then
    return most
  end
  local grown = math.max(0, nowMs - field("tokensMs")) * inflowPerMinute * CALLS_SHARE / 60000
  return math.max(field("tokens"), math.min(most, field("tokens") + grown)) + back
end

local function set_tokens(tokens)
  if inflowPerMinute >= 0 then
    set("tokens", tokens)
    set("tokensMs", math.max(nowMs, field("tokensMs")))
  end
end

local function may_let_in()
  if inflowPerMinute < 0 then
    return true
  end
  return count_recent("letIn", LET_IN_BUCKET_MS, LET_IN_BUCKETS) - field("noShows") + 1 <= inflowPerMinute
end

local function let_in()
  if inflowPerMinute >= 0 then
    count_more("letIn", 1, LET_IN_BUCKET_MS, LET_IN_BUCKETS)
  end
end

-- Those who reported at the opening poll again within this time after the first calls: until then none of them counts
-- as unheard.
local PLACES_ASKED_MS = 5500

-- Recounts the unheard calls (the turn has just ended `lapses` of them) and returns the increase. While nobody could
-- report, none is added.
local function count_unheard(lapses)
  local unheard, noShows = math.max(0, field("unheard") - lapses), 0
  if nowMs >= field("callsHeldUntilMs") then
    unheard = 0
    local deadlines = redis.call("ZRANGE", CALLED, 0, -1, "WITHSCORES")
    for i = 2, #deadlines, 2 do
      local deadline = tonumber(deadlines[i])
      local silentMs = nowMs - math.max(math.floor(deadline) - claimMs, callsFromMs + PLACES_ASKED_MS)
      unheard = unheard + (silentMs > UNHEARD_MS and 1 or 0)
      if deadline % 1 ~= 0 and silentMs > NO_SHOW_MS and silentMs < NO_SHOW_LAST_MS then
        noShows = noShows + 1
      end
    end
  end
  local more = unheard - field("unheard")
  set("unheard", unheard)
  set("noShows", noShows)
  return more
end
