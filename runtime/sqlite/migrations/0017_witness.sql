-- What the invariants need to know ------------------------------------------------------------------

-- The latest line of the consent log that the last look before a hand-off could read: whatever was
-- told after it, was told after the message had left. INV-14
ALTER TABLE outbox ADD COLUMN consent_rev INTEGER;

-- Append-only: which program ran from when on. INV-15, INV-16
CREATE TABLE deployment (
    id INTEGER PRIMARY KEY,
    program_id INTEGER NOT NULL REFERENCES program (id),
    at INTEGER NOT NULL
);

-- Since which event a journey listens without a break, and with which version. INV-2
ALTER TABLE journey ADD COLUMN listens_after INTEGER;
ALTER TABLE journey ADD COLUMN listening_version INTEGER;
