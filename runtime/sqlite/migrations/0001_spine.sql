-- The audience -------------------------------------------------------------------------------

-- Zone 0 is the audience's own zone: contacts without one point at it.
CREATE TABLE zone (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

-- Offsets from UTC in milliseconds. A span begins at the instant utc_from, and owns the wall
-- clock from wall_from on: in a gap the wall clock moves forward, in a fold the first one counts.
CREATE TABLE zone_span (
    zone_id INTEGER NOT NULL REFERENCES zone (id),
    utc_from INTEGER NOT NULL,
    wall_from INTEGER NOT NULL,
    utc_offset INTEGER NOT NULL,
    PRIMARY KEY (zone_id, utc_from)
) WITHOUT ROWID;
CREATE UNIQUE INDEX zone_span_wall ON zone_span (zone_id, wall_from, utc_from);

-- Months since year 0: number = 12 * year + month - 1; first_day counts days since 1970-01-01.
CREATE TABLE month (
    number INTEGER PRIMARY KEY,
    first_day INTEGER NOT NULL UNIQUE,
    days INTEGER NOT NULL
);

-- Declared fields are added here as columns field_<name> (and fold_<name> for texts).
CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    bucket INTEGER NOT NULL,
    shard INTEGER NOT NULL DEFAULT 0,
    zone_id INTEGER NOT NULL DEFAULT 0 REFERENCES zone (id),
    email TEXT,
    fold_email TEXT UNIQUE,
    first_name TEXT,
    fold_first_name TEXT,
    last_name TEXT,
    fold_last_name TEXT,
    phone TEXT UNIQUE,
    language TEXT,
    fold_language TEXT,
    country TEXT,
    fold_country TEXT,
    source TEXT,
    fold_source TEXT,
    email_status TEXT NOT NULL DEFAULT 'non_subscribed' CHECK (email_status IN
        ('subscribed', 'unsubscribed', 'non_subscribed', 'pending', 'cleaned')),
    sms_status TEXT NOT NULL DEFAULT 'none' CHECK (sms_status IN
        ('subscribed', 'unsubscribed', 'none')),
    rating INTEGER CHECK (rating BETWEEN 1 AND 5),
    vip INTEGER NOT NULL DEFAULT 0,
    archived INTEGER NOT NULL DEFAULT 0,
    added_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
);

CREATE TABLE contact_tag (
    tag TEXT NOT NULL,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    name TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (tag, contact_id)
) WITHOUT ROWID;
CREATE INDEX contact_tag_contact ON contact_tag (contact_id);

CREATE TABLE contact_group (
    grp TEXT NOT NULL,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (grp, contact_id)
) WITHOUT ROWID;
CREATE INDEX contact_group_contact ON contact_group (contact_id);

-- Append-only: what was agreed to, when, and how we know.
CREATE TABLE consent (
    id INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT,
    at INTEGER NOT NULL
);
CREATE INDEX consent_contact ON consent (contact_id, channel, id);

-- The shop -----------------------------------------------------------------------------------

CREATE TABLE store (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    currency TEXT NOT NULL,
    counted TEXT NOT NULL DEFAULT 'not_cancelled'
);

CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    store_id INTEGER NOT NULL REFERENCES store (id),
    key TEXT NOT NULL,
    fold_key TEXT NOT NULL,
    name TEXT,
    fold_name TEXT,
    vendor TEXT,
    fold_vendor TEXT,
    url TEXT,
    image TEXT,
    price INTEGER,
    currency TEXT,
    stock INTEGER,
    UNIQUE (store_id, key)
);
CREATE INDEX product_fold_key ON product (fold_key);
CREATE INDEX product_name ON product (fold_name);
CREATE INDEX product_vendor ON product (fold_vendor);

CREATE TABLE product_category (
    fold_category TEXT NOT NULL,
    product_id INTEGER NOT NULL REFERENCES product (id),
    category TEXT NOT NULL,
    PRIMARY KEY (fold_category, product_id)
) WITHOUT ROWID;
CREATE INDEX product_category_product ON product_category (product_id);

-- total is in minor units of currency; counted follows the store's rule (AMB-04).
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    store_id INTEGER NOT NULL REFERENCES store (id),
    key TEXT NOT NULL,
    contact_id INTEGER REFERENCES contact (id),
    placed_at INTEGER NOT NULL,
    currency TEXT NOT NULL,
    total INTEGER NOT NULL,
    units INTEGER NOT NULL DEFAULT 0,
    financial_status TEXT,
    fulfillment_status TEXT,
    cancelled_at INTEGER,
    counted INTEGER NOT NULL DEFAULT 1,
    historic INTEGER NOT NULL DEFAULT 0,
    UNIQUE (store_id, key)
);
CREATE INDEX orders_contact ON orders (contact_id, placed_at) WHERE contact_id IS NOT NULL;
CREATE INDEX orders_placed ON orders (placed_at);

CREATE TABLE order_line (
    order_id INTEGER NOT NULL REFERENCES orders (id),
    line_no INTEGER NOT NULL,
    product_id INTEGER REFERENCES product (id),
    quantity INTEGER NOT NULL,
    unit_price INTEGER,
    total INTEGER,
    PRIMARY KEY (order_id, line_no)
) WITHOUT ROWID;
CREATE INDEX order_line_product ON order_line (product_id, order_id);

-- touched_at is the engine's instant of the last change, from which idleness is counted.
CREATE TABLE cart (
    id INTEGER PRIMARY KEY,
    store_id INTEGER NOT NULL REFERENCES store (id),
    key TEXT NOT NULL,
    contact_id INTEGER REFERENCES contact (id),
    checkout_url TEXT,
    currency TEXT NOT NULL,
    total INTEGER NOT NULL DEFAULT 0,
    updated_at INTEGER NOT NULL,
    touched_at INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'ordered', 'deleted')),
    historic INTEGER NOT NULL DEFAULT 0,
    UNIQUE (store_id, key)
);
CREATE INDEX cart_idle ON cart (touched_at) WHERE status = 'open';
CREATE INDEX cart_contact ON cart (contact_id);

CREATE TABLE cart_line (
    cart_id INTEGER NOT NULL REFERENCES cart (id),
    line_no INTEGER NOT NULL,
    product_id INTEGER NOT NULL REFERENCES product (id),
    quantity INTEGER NOT NULL,
    unit_price INTEGER,
    PRIMARY KEY (cart_id, line_no)
) WITHOUT ROWID;
CREATE INDEX cart_line_product ON cart_line (product_id);

-- Events: append-only --------------------------------------------------------------------------

-- at: when it happened, as told. moment: when it counts for the engine (never in the future,
-- never before the tick that could no longer see it). origin historic never triggers (SP-14).
-- cause: the journey whose step made it happen (STEP-52).
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    contact_id INTEGER REFERENCES contact (id),
    kind TEXT NOT NULL,
    subject TEXT,
    store_id INTEGER REFERENCES store (id),
    ref INTEGER,
    at INTEGER NOT NULL,
    moment INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    dedupe TEXT UNIQUE,
    origin TEXT NOT NULL DEFAULT 'live' CHECK (origin IN ('live', 'imported', 'historic')),
    cause INTEGER,
    properties TEXT,
    folded TEXT
);
CREATE INDEX event_contact ON event (kind, contact_id, moment);

-- Programs and journeys ------------------------------------------------------------------------

CREATE TABLE program (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    ir TEXT NOT NULL,
    deployed_at INTEGER NOT NULL
);

CREATE TABLE journey (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    activated_at INTEGER,
    version_id INTEGER
);

CREATE TABLE journey_version (
    id INTEGER PRIMARY KEY,
    journey_id INTEGER NOT NULL REFERENCES journey (id),
    program_id INTEGER NOT NULL REFERENCES program (id),
    digest TEXT NOT NULL,
    UNIQUE (journey_id, digest)
);

-- Every step of every version; ids grow in topological order inside a version.
CREATE TABLE node (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES journey_version (id),
    number INTEGER NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    UNIQUE (version_id, number)
);

-- The ways through the block that begins at a resting node.
CREATE TABLE path (
    node_id INTEGER NOT NULL REFERENCES node (id),
    path INTEGER NOT NULL,
    to_node INTEGER NOT NULL REFERENCES node (id),
    steps INTEGER NOT NULL,
    ends TEXT,
    PRIMARY KEY (node_id, path)
) WITHOUT ROWID;

CREATE TABLE path_step (
    node_id INTEGER NOT NULL,
    path INTEGER NOT NULL,
    position INTEGER NOT NULL,
    from_node INTEGER NOT NULL,
    to_node INTEGER NOT NULL,
    edge TEXT NOT NULL,
    PRIMARY KEY (node_id, path, position)
) WITHOUT ROWID;

-- Runs -------------------------------------------------------------------------------------------

-- One row for ever per entry: occurrence is 0 (once), or the event, cart or order that let in.
CREATE TABLE entry (
    journey_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    occurrence INTEGER NOT NULL,
    enrollment_id INTEGER NOT NULL,
    PRIMARY KEY (journey_id, contact_id, occurrence)
) WITHOUT ROWID;

-- The narrow hot table: nothing that moves is indexed, and an id is never used twice.
CREATE TABLE enrollment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    journey_id INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    slot INTEGER NOT NULL DEFAULT 0,
    event_id INTEGER,
    ref INTEGER,
    entered_at INTEGER NOT NULL,
    node_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    arrived_at INTEGER NOT NULL,
    due INTEGER,
    UNIQUE (journey_id, contact_id, slot)
);

-- A run never changes its version.
CREATE INDEX enrollment_version ON enrollment (version_id);

-- Clustered on the wake instant.
CREATE TABLE waiting (
    due INTEGER NOT NULL,
    enrollment_id INTEGER NOT NULL,
    node_id INTEGER NOT NULL,
    PRIMARY KEY (due, enrollment_id)
) WITHOUT ROWID;

-- Those who wait for a condition that time alone can make true.
CREATE TABLE watching (
    node_id INTEGER NOT NULL,
    enrollment_id INTEGER NOT NULL,
    PRIMARY KEY (node_id, enrollment_id)
) WITHOUT ROWID;

CREATE TABLE enrollment_archive (
    id INTEGER PRIMARY KEY,
    journey_id INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    event_id INTEGER,
    ref INTEGER,
    entered_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    node_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX enrollment_archive_contact ON enrollment_archive (journey_id, contact_id, ended_at);

CREATE TABLE step_log (
    enrollment_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    from_node INTEGER,
    to_node INTEGER NOT NULL,
    edge TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (enrollment_id, seq)
) WITHOUT ROWID;

-- Why somebody did not get in.
CREATE TABLE refusal (
    id INTEGER PRIMARY KEY,
    journey_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    event_id INTEGER,
    ref INTEGER,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL
);
CREATE INDEX refusal_contact ON refusal (contact_id, journey_id);

CREATE TABLE goal (
    enrollment_id INTEGER PRIMARY KEY,
    journey_id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    at INTEGER NOT NULL
);

CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY,
    stage TEXT NOT NULL,
    enrollment_id INTEGER,
    contact_id INTEGER,
    event_id INTEGER,
    node_id INTEGER,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL
);

-- Messages ---------------------------------------------------------------------------------------

-- One row per run and send step; states as in docs/delivery.md.
CREATE TABLE outbox (
    enrollment_id INTEGER NOT NULL,
    node_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    channel TEXT NOT NULL,
    message TEXT NOT NULL,
    purpose TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'leased', 'handoff', 'accepted', 'unknown',
        'refused', 'suppressed', 'expired', 'dead')),
    reason TEXT,
    queued_at INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    epoch INTEGER NOT NULL DEFAULT 0,
    lease_until INTEGER,
    handed_at INTEGER,
    settled_at INTEGER,
    PRIMARY KEY (enrollment_id, node_id)
) WITHOUT ROWID;
CREATE INDEX outbox_live ON outbox (state, not_before)
    WHERE state IN ('queued', 'leased', 'handoff');

CREATE TABLE attempt (
    enrollment_id INTEGER NOT NULL,
    node_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (enrollment_id, node_id, number)
) WITHOUT ROWID;

-- The engine's own place ---------------------------------------------------------------------------

CREATE TABLE engine (
    shard INTEGER PRIMARY KEY,
    watermark INTEGER NOT NULL,
    event_cursor INTEGER NOT NULL
);
