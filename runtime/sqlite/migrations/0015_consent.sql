-- Consent ---------------------------------------------------------------------------------------

-- One row: the key by which addresses are remembered of people who are not, and whether a sign-up
-- has to be confirmed in the present program.
CREATE TABLE consent_setting (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    hmac_key TEXT NOT NULL,
    double_opt_in INTEGER NOT NULL DEFAULT 0
);

-- The HMAC of the canonical address; contacts of before have none until somebody is suppressed.
ALTER TABLE contact ADD COLUMN email_hmac TEXT;
ALTER TABLE contact ADD COLUMN phone_hmac TEXT;
CREATE INDEX contact_email_hmac ON contact (email_hmac) WHERE email_hmac IS NOT NULL;
CREATE INDEX contact_phone_hmac ON contact (phone_hmac) WHERE phone_hmac IS NOT NULL;
CREATE INDEX contact_without_hmac ON contact (id)
    WHERE (email IS NOT NULL AND email_hmac IS NULL) OR (phone IS NOT NULL AND phone_hmac IS NULL);

-- May opens and clicks of hers be told from those of others? Not unless she said so.
ALTER TABLE contact ADD COLUMN tracking TEXT NOT NULL DEFAULT 'unknown'
    CHECK (tracking IN ('granted', 'denied', 'unknown'));

-- To which addresses nothing goes, whoever has them: within a purpose (or all), and a topic (or
-- all: ''). A topic is the journey that a message belongs to.
CREATE TABLE suppression (
    address TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
    reason TEXT NOT NULL CHECK (reason IN
        ('unsubscribed', 'complaint', 'hard_bounce', 'spam_trap', 'erased', 'manual')),
    purpose TEXT NOT NULL CHECK (purpose IN ('all', 'marketing', 'transactional')),
    topic TEXT NOT NULL DEFAULT '',
    at INTEGER NOT NULL,
    PRIMARY KEY (address, channel, reason, purpose, topic)
) WITHOUT ROWID;

-- Messages that a mailbox put off for good: five in two weeks, and it is left alone for a while.
CREATE TABLE soft_bounce (
    address TEXT NOT NULL,
    channel TEXT NOT NULL,
    enrollment_id INTEGER NOT NULL,
    node_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (address, channel, enrollment_id, node_id)
) WITHOUT ROWID;

-- What a contact said of one topic alone; what she said of all is in the contact.
CREATE TABLE topic_consent (
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    channel TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
    topic TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('subscribed', 'unsubscribed')),
    at INTEGER NOT NULL,
    PRIMARY KEY (contact_id, channel, topic)
) WITHOUT ROWID;

-- The log says what it was about, and which words were agreed to, from where.
ALTER TABLE consent ADD COLUMN purpose TEXT NOT NULL DEFAULT 'marketing';
ALTER TABLE consent ADD COLUMN topic TEXT NOT NULL DEFAULT '';
ALTER TABLE consent ADD COLUMN text_version TEXT;
ALTER TABLE consent ADD COLUMN ip_hmac TEXT;

-- Whose log is being erased, in the transaction that does it; nobody else's can be changed.
CREATE TABLE erasing (
    contact_id INTEGER PRIMARY KEY
);
CREATE TRIGGER consent_is_not_changed BEFORE UPDATE ON consent
WHEN NOT EXISTS (SELECT 1 FROM erasing AS e WHERE e.contact_id = OLD.contact_id)
BEGIN
    SELECT RAISE(ABORT, 'the consent log is never changed');
END;
CREATE TRIGGER consent_is_not_deleted BEFORE DELETE ON consent
WHEN NOT EXISTS (SELECT 1 FROM erasing AS e WHERE e.contact_id = OLD.contact_id)
BEGIN
    SELECT RAISE(ABORT, 'the consent log is never deleted');
END;

-- What is to be known of a message that was sent all the same: a complaint.
ALTER TABLE outbox ADD COLUMN flag TEXT;
