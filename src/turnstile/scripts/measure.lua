-- measure: what a turn notes of how long seats are kept and how many leave the line unseen; the wait is told from it.
--
-- Field "ends" of the room: "ended:seatSeconds …", rising: how many seats and calls have ended, and the seat time
-- used by then. Noted each time a sixteenth of those taken has ended, four turnovers of them: by whole turnovers the
-- waves do not matter in which visits of one length end.

local NOTES_A_TURNOVER, NOTES_MOST = 16, 64
-- How many leave the line is remembered for about so long.
local LEAVING_FADE_MS = 300000

local function note_ends(taken)
  local ended = field("ended")
  local last = tonumber(string.match(room.ends or "", "(%d+):%d+$") or nil)
  if last and ended - last < math.max(1, taken / NOTES_A_TURNOVER) or not last and taken == 0 then
    return
  end
  local notes = string.format("%s %.0f:%.0f", room.ends or "", ended, field("seatMs") / 1000)
  local _, count = string.gsub(notes, ":", "")
  if count > NOTES_MOST then
    notes = string.match(notes, "^ ?%S+ (.*)$")
  end
  set("ends", notes)
end

-- Takes the time since the turn before, and what is taken and waiting now. `gone` left the line uncalled.
-- They are found out a claim after their last sign of life, so the time of those who wait counts from a claim on.
local function measure(measuredMs, taken, waiting, gone)
  set("seatMs", field("seatMs") + (field("seats") + field("called")) * measuredMs)
  if taken > 0 and not room.beganMs then
    set("beganMs", nowMs)
  end
  note_ends(taken)
  if field("waiting") == 0 then
    set("lineSinceMs", nowMs)
  end
  local kept = math.exp(-measuredMs / LEAVING_FADE_MS)
  local counted = nowMs - field("lineSinceMs") > claimMs and waiting or 0
  set("left", field("left") * kept + gone)
  set("waitedMs", field("waitedMs") * kept + counted * measuredMs)
  set("silent", redis.call("ZCOUNT", SEEN, "-inf", nowMs - claimMs))
end
