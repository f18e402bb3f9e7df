-- What the engine derives ---------------------------------------------------------------------------

-- The segments whose comings and goings some journey listens to; the key is name and meaning.
CREATE TABLE watched_segment (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE
);

-- Who was in them when they were last looked at.
CREATE TABLE segment_member (
    segment_id INTEGER NOT NULL REFERENCES watched_segment (id),
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    PRIMARY KEY (segment_id, contact_id)
) WITHOUT ROWID;

-- Contacts of whom something was told since the last tick that is no event; only while a segment
-- or a condition is watched. What is historic moves nobody with an event (SP-14).
CREATE TABLE retold (
    contact_id INTEGER PRIMARY KEY,
    historic INTEGER NOT NULL
);
