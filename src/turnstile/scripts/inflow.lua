-- inflow: how many may be called, and how many let in; stands after room in front of turn, arrive and release.
--
-- A bucket of tokens meters the calls. But people are let in when they take up their calls, and they do so when they
-- ask: they are counted once more, and no minute lets in more than the inflow. Of the called some never come: of whom
-- nothing is heard for some seconds does not count, until he comes after all. Else a claim would pass before the next
-- in line is called instead, and then as many would be called at once as had not come a claim ago.
--
-- Fields: "tokens" as of "tokensMs"; "letIn", people let in by the second; as of the last turn, "unheard" calls that do
-- not count, and "noShows" among them, who were let in during the last minute and did not come.

-- Calls are made so much slower than people may be let in: who takes up a call is seldom held back.
local CALLS_SHARE = 0.97
-- A second's worth and a half held back since the last turn is enough; nobody else is called before they are in.
local HELD_BACK_SECONDS = 1.5
-- Those next in line ask every three seconds or so, and a turn is up to two seconds later: past this an ask was missed.
local UNHEARD_MS = 5000
-- Who is let in loads the page at once, and the next batch says so.
local NO_SHOW_MS = 2500
-- As many buckets as no minute can reach beyond.
local LET_IN_BUCKET_MS = 1000
local LET_IN_BUCKETS = 61
-- Who does not come is taken off the count while his bucket is in it, and until the next turn.
local NO_SHOW_LAST_MS = 59000

-- The bucket holds two seconds' worth and one; what is given back, or below zero taken again, comes on top.
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

-- Counts anew whose calls do not count, `lapses` of which have just ended, and gives back how many more they are than
-- before. While nobody could report, nobody counts as unheard.
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
