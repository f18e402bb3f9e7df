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

-- name: found
-- Whom one starting point of a journey found, at what instant, by which event, cart or order.
CREATE TEMP TABLE IF NOT EXISTS found (
    n INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    event_id INTEGER,
    ref INTEGER,
    occurrence INTEGER NOT NULL
);

-- name: slot
-- The local days whose time came in this tick, for the contacts of each zone.
CREATE TEMP TABLE IF NOT EXISTS slot (
    zone_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    at INTEGER NOT NULL
);

-- name: slot-value
-- What stands in the contact whose day that is.
CREATE TEMP TABLE IF NOT EXISTS slot_value (
    day INTEGER NOT NULL,
    value INTEGER NOT NULL
);

-- name: candidate
-- Those found, in order; reason says why somebody may not enter.
CREATE TEMP TABLE IF NOT EXISTS candidate (
    n INTEGER PRIMARY KEY,
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
-- The contacts of the runs of one block, when its decisions need more than the contact's own row.
CREATE TEMP TABLE IF NOT EXISTS batch (
    contact_id INTEGER PRIMARY KEY
);

-- name: moving
-- The runs of one block, with the way each takes and when it must go on after that.
CREATE TEMP TABLE IF NOT EXISTS moving (
    enrollment_id INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    event_id INTEGER,
    path INTEGER NOT NULL,
    due INTEGER
);

-- name: dated
-- The runs that came to a wait for a date, and the instant they rest for.
CREATE TEMP TABLE IF NOT EXISTS dated (
    enrollment_id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
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
    new_folded TEXT,
    old_number INTEGER,
    new_number INTEGER,
    written TEXT
);

-- name: reading
-- How a field reads each different value that events tell.
CREATE TEMP TABLE IF NOT EXISTS reading (
    written TEXT PRIMARY KEY,
    text TEXT,
    folded TEXT,
    number INTEGER
);

-- name: told
-- What the event of each different change of a field says.
CREATE TEMP TABLE IF NOT EXISTS told (
    old_text TEXT,
    new_text TEXT,
    old_number INTEGER,
    new_number INTEGER,
    properties TEXT,
    folded TEXT
);

-- name: looked
-- The contacts whose place in the watched segments is looked at.
CREATE TEMP TABLE IF NOT EXISTS looked (
    contact_id INTEGER PRIMARY KEY
);

-- name: silent
-- Those among them of whom only history was told.
CREATE TEMP TABLE IF NOT EXISTS silent (
    contact_id INTEGER PRIMARY KEY
);

-- name: member-now
-- Those among them who are in one segment.
CREATE TEMP TABLE IF NOT EXISTS member_now (
    contact_id INTEGER PRIMARY KEY
);

-- name: home
-- The countries in which text messages may arrive, by their calling codes.
CREATE TEMP TABLE IF NOT EXISTS home (
    country TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    shared INTEGER NOT NULL
);

-- name: award
-- The points that new events are worth in one score; a part is a line of an order, or a rule.
CREATE TEMP TABLE IF NOT EXISTS award (
    event_id INTEGER NOT NULL,
    part INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    points INTEGER NOT NULL,
    PRIMARY KEY (event_id, part)
) WITHOUT ROWID;

-- name: scored
-- The points of one score before and after each of those events.
CREATE TEMP TABLE IF NOT EXISTS scored (
    event_id INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL,
    was INTEGER,
    points INTEGER NOT NULL,
    last INTEGER NOT NULL
);

-- name: suppressing
-- The contacts whose addresses are being suppressed.
CREATE TEMP TABLE IF NOT EXISTS suppressing (
    contact_id INTEGER PRIMARY KEY
);

-- name: asking
-- The messages for which one asks whether they may be sent. The topic is the journey; late: its
-- time is over; again: not the first of its run; abroad: no text message arrives there.
CREATE TEMP TABLE IF NOT EXISTS asking (
    enrollment_id INTEGER NOT NULL,
    node_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    channel TEXT NOT NULL,
    purpose TEXT NOT NULL,
    topic TEXT NOT NULL,
    at INTEGER NOT NULL,
    late INTEGER NOT NULL,
    again INTEGER NOT NULL,
    abroad INTEGER NOT NULL
);

-- name: consent-case
-- The same messages with what is known of each, and the ruling that follows from it.
CREATE TEMP TABLE IF NOT EXISTS consent_case (
    enrollment_id INTEGER NOT NULL,
    node_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    channel TEXT NOT NULL,
    consent TEXT NOT NULL,
    suppression TEXT NOT NULL,
    address TEXT NOT NULL,
    late INTEGER NOT NULL,
    quiet INTEGER NOT NULL DEFAULT 0,
    capped INTEGER NOT NULL DEFAULT 0,
    until INTEGER,
    tracking TEXT NOT NULL,
    ruling TEXT
);
