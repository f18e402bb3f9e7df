-- name: raise
-- The clock is behind the last tick.
INSERT INTO clock_alarm (watermark, clock) VALUES (:watermark, :clock)
ON CONFLICT (watermark) DO UPDATE SET clock = MIN(clock_alarm.clock, excluded.clock)

-- name: latest
-- The latest times at which the clock was behind: the tick, and what the clock told.
SELECT watermark, clock FROM clock_alarm ORDER BY watermark DESC LIMIT 5
