-- name: engine-put
-- The engine's place in every lane, at the first deployment.
INSERT INTO engine (shard, watermark, event_cursor)
SELECT l.shard, %(now)s, (SELECT COALESCE(MAX(id), 0) FROM event) FROM lane AS l
ON CONFLICT DO NOTHING
