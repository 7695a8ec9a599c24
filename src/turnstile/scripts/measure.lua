-- measure: a turn's notes on how long seats are kept and how many leave the line unseen; waits are estimated from them.
--
-- Field "ends" of the room: "ended:seatSeconds …", rising: how many seats and calls have ended, and the seat time
-- used by then. Noted each time a sixteenth of those taken has ended, and kept for four turnovers: over whole turnovers
-- the waves in which visits of one length end do not matter.

local NOTES_A_TURNOVER, NOTES_MOST = 16, 64
-- Leaving is averaged over about this long.
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

-- `measuredMs`: since the turn before. `taken`, `waiting`: now. `gone`: people who left the line uncalled; that shows a
-- claim after their last sign of life, so waiting time counts only once the line is a claim old.
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
