-- name: lane-behind
-- A lane has not ticked for more than two leases, though others have, and nobody is at work on it.
SELECT g.shard, g.watermark, latest.watermark
FROM engine AS g
CROSS JOIN (SELECT MAX(watermark) AS watermark FROM engine) AS latest
JOIN lane AS l ON l.shard = g.shard
WHERE g.watermark < latest.watermark - %(patience)s
  AND l.lease_until NOT BETWEEN %(now)s AND %(now)s + %(patience)s
ORDER BY g.shard
LIMIT %(most)s
