-- Time ---------------------------------------------------------------------------------------------

-- When the clock stood behind a tick that had been: that tick's instant, which all timers were held
-- at, and the earliest that the clock told.
CREATE TABLE clock_alarm (
    watermark INTEGER PRIMARY KEY,
    clock INTEGER NOT NULL
);

-- The step rests until a wall clock: that of a zone, or of the contact's own (-1).
ALTER TABLE node ADD COLUMN clock INTEGER;

-- The rules from which the offsets of the zone were made, as a digest.
ALTER TABLE zone ADD COLUMN edition TEXT;
