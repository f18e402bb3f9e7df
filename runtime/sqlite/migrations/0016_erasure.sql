-- Erasure and retention ---------------------------------------------------------------------------

-- When a contact was erased: the row stays, empty, so that what counts her still adds up.
ALTER TABLE contact ADD COLUMN erased_at INTEGER;

-- The keys of events that are here no longer, as HMAC: told again, they change nothing, for ever.
CREATE TABLE spent_key (
    digest TEXT PRIMARY KEY
) WITHOUT ROWID;

-- When something was done last that is done once in a while.
CREATE TABLE housekeeping (
    what TEXT PRIMARY KEY,
    at INTEGER NOT NULL
) WITHOUT ROWID;
