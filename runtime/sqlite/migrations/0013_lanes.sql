-- Lanes -----------------------------------------------------------------------------------------

-- The epoch of the worker who wrote the line; none where one writer has everybody to himself.
ALTER TABLE step_log ADD COLUMN epoch INTEGER;
