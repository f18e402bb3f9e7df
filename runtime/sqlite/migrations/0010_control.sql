-- Control -----------------------------------------------------------------------------------------

-- Whatever somebody did to a running journey by hand, in order; only added to.
CREATE TABLE control (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    what TEXT NOT NULL,
    journey_id INTEGER NOT NULL REFERENCES journey (id),
    step_key TEXT,
    contact_id INTEGER REFERENCES contact (id),
    segment TEXT,
    people INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX control_contact ON control (contact_id) WHERE contact_id IS NOT NULL;

-- status is what holds; declared is what the project says, and held whether somebody paused it.
-- Who triggers from paused_at on does not enter, and before resumed_at, if that has come.
ALTER TABLE journey ADD COLUMN declared TEXT;
ALTER TABLE journey ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
ALTER TABLE journey ADD COLUMN paused_at INTEGER;
ALTER TABLE journey ADD COLUMN resumed_at INTEGER;
UPDATE journey SET declared = status, paused_at = CASE WHEN status = 'paused' THEN activated_at END;

-- Steps that are paused (held = 1), or once were: people may rest at them. Keys outlive versions.
CREATE TABLE held_step (
    journey_id INTEGER NOT NULL REFERENCES journey (id),
    step_key TEXT NOT NULL,
    held INTEGER NOT NULL,
    PRIMARY KEY (journey_id, step_key)
) WITHOUT ROWID;

-- Runs that would go on from their step, by this edge, if they were let: their journey or their
-- step is paused, or they were put aside. Those released go on in the next tick.
CREATE TABLE held_run (
    enrollment_id INTEGER PRIMARY KEY,
    node_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    edge TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('paused', 'quarantine', 'released'))
);
CREATE INDEX held_run_released ON held_run (enrollment_id) WHERE reason = 'released';

-- Steps of a version at which people of an earlier one are put down when they are moved to it.
CREATE TABLE side_door (
    version_id INTEGER NOT NULL REFERENCES journey_version (id),
    step_key TEXT NOT NULL,
    PRIMARY KEY (version_id, step_key)
) WITHOUT ROWID;

-- Who may not enter a journey, whatever happens. STEP-09
CREATE TABLE barred (
    journey_id INTEGER NOT NULL REFERENCES journey (id),
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (journey_id, contact_id)
) WITHOUT ROWID;

-- Who was among the first at a step, in which place: no place twice, nobody twice. STEP-70
CREATE TABLE admitted (
    journey_id INTEGER NOT NULL REFERENCES journey (id),
    step_key TEXT NOT NULL,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    place INTEGER NOT NULL,
    PRIMARY KEY (journey_id, step_key, contact_id),
    UNIQUE (journey_id, step_key, place)
) WITHOUT ROWID;
