-- batch: what a desk brings to a turn; stands between room and turn.
--
-- ARGV  16 told (newly told to wait)  17 waitsEstimated (people let in who had been given an estimate)
--       18 waitsHeld (of them, as estimated)
--       19 presents  20 confirms  21 restores, then as many pairs of each:
--       present (visitor, number), confirmed (visitor, expiryMs), restored (visitor, expiryMs): a pass of an
--       earlier epoch

local told = integer("told", 16)
local waitsEstimated, waitsHeld = integer("waitsEstimated", 17), integer("waitsHeld", 18)
local presents, confirms, restores = integer("presents", 19), integer("confirms", 20), integer("restores", 21)
local visitors, values = {}, {}
for i = 1, presents + confirms + restores do
  visitors[i] = ARGV[20 + 2 * i]
  values[i] = integer("value", 21 + 2 * i)
end

-- Visitors who are called, seated or spent do not (re)join the line; only called or seated visitors confirm; a pass of
-- an earlier epoch puts its seat back unless its ticket was spent since.
-- Returns the visitors whose report did not take effect: not confirmed, not put back, or present although seated or
-- over.
local function take_batch()
  local refused = {}
  if #visitors == 0 then
    return refused
  end
  local isCalled = redis.call("ZMSCORE", CALLED, unpack(visitors))
  local isSeated = redis.call("ZMSCORE", SEATS, unpack(visitors))
  local isSpent = redis.call("ZMSCORE", SPENT, unpack(visitors))
  local seated, uncalled, join, alive, taken, back = {}, {}, {}, {}, {}, {}
  for i = presents + 1, #visitors do
    local visitor = visitors[i]
    local putBack = i > presents + confirms and room.wipedMs
    if isSpent[i] or not (isCalled[i] or isSeated[i] or putBack) then
      refused[#refused + 1] = visitor
    else
      seated[#seated + 1] = values[i]
      seated[#seated + 1] = visitor
      if isCalled[i] then
        uncalled[#uncalled + 1] = visitor
      elseif not isSeated[i] and not taken[visitor] then
        back[#back + 1] = visitor
      end
      taken[visitor] = true
    end
  end
  for i = 1, presents do
    local visitor = visitors[i]
    if isSeated[i] or isSpent[i] then
      refused[#refused + 1] = visitor
    elseif not (isCalled[i] or taken[visitor]) then
      join[#join + 1] = values[i]
      join[#join + 1] = visitor
      alive[#alive + 1] = nowMs
      alive[#alive + 1] = visitor
    end
  end
  if #seated > 0 then
    redis.call("ZADD", SEATS, "GT", unpack(seated))
    if field("seats") == 0 then
      expire_later(SEATS)
    end
  end
  if #uncalled > 0 then
    redis.call("ZREM", CALLED, unpack(uncalled))
  end
  if #back > 0 then
    redis.call("ZREM", LINE, unpack(back))
    redis.call("ZREM", SEEN, unpack(back))
    set("back", field("back") + #back)
  end
  if #join > 0 then
    redis.call("ZADD", LINE, "NX", unpack(join))
    redis.call("ZADD", SEEN, unpack(alive))
    if field("waiting") == 0 then
      expire_later(LINE)
      expire_later(SEEN)
    end
  end
  return refused
end
