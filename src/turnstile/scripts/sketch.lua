-- sketch: numbers at chosen ranks, from which any isolate reads any place; stands between batch and turn.
--
-- The front exactly; further back at ranks at most 4 % apart, one slice per turn, each point with its rank counted from
-- the room's first call on, so that later calls need no rewriting.

local FRONT, SLICE, GAP = 64, 12, 0.04

-- A line counted at most this long before the first calls has everybody from the lobby in it; see domain/calendar.ts.
local COUNTED_BEFORE_MS = 1000

local function sketch_ends()
  local front = redis.call("ZRANGE", LINE, 0, FRONT - 1, "WITHSCORES")
  local numbers = {}
  for i = 2, #front, 2 do
    numbers[#numbers + 1] = front[i]
  end
  local last = redis.call("ZRANGE", LINE, -1, -1, "WITHSCORES")
  set("front", table.concat(numbers, " "))
  set("last", last[2] or "")
end

local function sketch_slice(waiting)
  local slice, rank = field("slice"), FRONT
  for _ = 1, slice * SLICE do
    rank = rank + math.floor(rank * GAP)
  end
  if rank >= waiting then
    local stale = {}
    for i = slice, field("slices") - 1 do
      stale[#stale + 1] = "slice" .. i
    end
    if #stale > 0 then
      redis.call("HDEL", ROOM, unpack(stale))
    end
    set("slices", math.min(slice, field("slices")))
    set("slice", 0)
  else
    local points = {}
    while #points < SLICE and rank < waiting do
      local at = redis.call("ZRANGE", LINE, rank, rank, "WITHSCORES")
      points[#points + 1] = string.format("%s:%.0f", at[2], rank + field("calls"))
      rank = rank + math.floor(rank * GAP)
    end
    set("slice" .. slice, table.concat(points, " "))
    set("slices", math.max(slice + 1, field("slices")))
    set("slice", slice + 1)
  end
end

-- All slices at once, some 250 points of a million: such a turn costs as many commands, and each opening has one.
local function sketch_whole(waiting)
  set("slice", 0)
  repeat
    sketch_slice(waiting)
  until field("slice") == 0
end
