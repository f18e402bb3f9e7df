-- name: period
-- The bounds of each period in each zone, at one instant.
CREATE TEMP TABLE IF NOT EXISTS period (
    id INTEGER NOT NULL,
    zone_id INTEGER NOT NULL,
    lo INTEGER NOT NULL,
    hi INTEGER NOT NULL,
    PRIMARY KEY (id, zone_id)
) WITHOUT ROWID;

-- name: touched
-- The contacts of the new events.
CREATE TEMP TABLE IF NOT EXISTS touched (
    contact_id INTEGER PRIMARY KEY
);

-- name: watchers
-- The contacts of runs that wait for a condition which time alone can satisfy.
CREATE TEMP TABLE IF NOT EXISTS watchers (
    contact_id INTEGER PRIMARY KEY
);

-- name: candidate
-- Who may enter a journey through one starting point; reason says why not.
CREATE TEMP TABLE IF NOT EXISTS candidate (
    id INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    event_id INTEGER,
    ref INTEGER,
    occurrence INTEGER NOT NULL,
    reason TEXT
);

-- name: leaving
-- Runs that end before their last step.
CREATE TEMP TABLE IF NOT EXISTS leaving (
    enrollment_id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL
);

-- name: ready
-- Runs that go on from the step they rest at: since when, and by which edge.
CREATE TEMP TABLE IF NOT EXISTS ready (
    node_id INTEGER NOT NULL,
    enrollment_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    edge TEXT NOT NULL,
    PRIMARY KEY (node_id, enrollment_id)
) WITHOUT ROWID;

-- name: batch
-- The runs of one block, with what its statements read.
CREATE TEMP TABLE IF NOT EXISTS batch (
    enrollment_id INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    edge TEXT NOT NULL,
    event_id INTEGER
);

-- name: moving
-- The runs of one block, with the way each takes and when it must go on after that.
CREATE TEMP TABLE IF NOT EXISTS moving (
    enrollment_id INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    path INTEGER NOT NULL,
    due INTEGER
);

-- name: changing
-- The contacts whom one step really changes.
CREATE TEMP TABLE IF NOT EXISTS changing (
    contact_id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    zone_id INTEGER,
    old_text TEXT,
    new_text TEXT,
    old_number INTEGER,
    new_number INTEGER
);
