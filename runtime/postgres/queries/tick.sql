-- name: last-event
-- The last event there is, be it another lane's: those of this one have no lower number from now on.
SELECT GREATEST(COALESCE(MAX(id), 0), %(after)s) FROM every_event
