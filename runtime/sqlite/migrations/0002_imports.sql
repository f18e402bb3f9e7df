-- Imports of files -----------------------------------------------------------------------------

-- How far each file was read, written together with the rows themselves: who starts an import
-- again goes on where it ended. refused_bytes is how much of the file of refused rows is certain.
CREATE TABLE import_progress (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL,
    what TEXT NOT NULL,
    settings TEXT NOT NULL,
    path TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    records INTEGER NOT NULL DEFAULT 0,
    added INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0,
    partial INTEGER NOT NULL DEFAULT 0,
    products_added INTEGER NOT NULL DEFAULT 0,
    contacts_added INTEGER NOT NULL DEFAULT 0,
    refused_bytes INTEGER NOT NULL DEFAULT 0,
    UNIQUE (digest, what, settings)
);
