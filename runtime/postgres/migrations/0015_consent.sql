-- Consent ---------------------------------------------------------------------------------------

-- One row: the key by which addresses are remembered of people who are not, and whether a sign-up
-- has to be confirmed in the present program.
CREATE TABLE consent_setting (
    id bigint PRIMARY KEY CHECK (id = 1),
    hmac_key text COLLATE "C" NOT NULL,
    double_opt_in bigint NOT NULL DEFAULT 0
);

-- The HMAC of the canonical address; contacts of before have none until somebody is suppressed.
ALTER TABLE contact ADD COLUMN email_hmac text COLLATE "C";
ALTER TABLE contact ADD COLUMN phone_hmac text COLLATE "C";
CREATE INDEX contact_email_hmac ON contact (email_hmac) WHERE email_hmac IS NOT NULL;
CREATE INDEX contact_phone_hmac ON contact (phone_hmac) WHERE phone_hmac IS NOT NULL;
CREATE INDEX contact_without_hmac ON contact (id)
    WHERE (email IS NOT NULL AND email_hmac IS NULL) OR (phone IS NOT NULL AND phone_hmac IS NULL);

-- May opens and clicks of hers be told from those of others? Not unless she said so.
ALTER TABLE contact ADD COLUMN tracking text COLLATE "C" NOT NULL DEFAULT 'unknown'
    CHECK (tracking IN ('granted', 'denied', 'unknown'));

-- To which addresses nothing goes, whoever has them: within a purpose (or all), and a topic (or
-- all: ''). A topic is the journey that a message belongs to.
CREATE TABLE suppression (
    address text COLLATE "C" NOT NULL,
    channel text COLLATE "C" NOT NULL CHECK (channel IN ('email', 'sms')),
    reason text COLLATE "C" NOT NULL CHECK (reason IN
        ('unsubscribed', 'complaint', 'hard_bounce', 'spam_trap', 'erased', 'manual')),
    purpose text COLLATE "C" NOT NULL CHECK (purpose IN ('all', 'marketing', 'transactional')),
    topic text COLLATE "C" NOT NULL DEFAULT '',
    at bigint NOT NULL,
    PRIMARY KEY (address, channel, reason, purpose, topic)
);

-- Messages that a mailbox put off for good: five in two weeks, and it is left alone for a while.
CREATE TABLE soft_bounce (
    address text COLLATE "C" NOT NULL,
    channel text COLLATE "C" NOT NULL,
    enrollment_id bigint NOT NULL,
    node_id bigint NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (address, channel, enrollment_id, node_id)
);

-- What a contact said of one topic alone; what she said of all is in the contact.
CREATE TABLE topic_consent (
    contact_id bigint NOT NULL REFERENCES contact (id),
    channel text COLLATE "C" NOT NULL CHECK (channel IN ('email', 'sms')),
    topic text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL CHECK (state IN ('subscribed', 'unsubscribed')),
    at bigint NOT NULL,
    PRIMARY KEY (contact_id, channel, topic)
);

-- The log says what it was about, and which words were agreed to, from where.
ALTER TABLE consent ADD COLUMN purpose text COLLATE "C" NOT NULL DEFAULT 'marketing';
ALTER TABLE consent ADD COLUMN topic text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE consent ADD COLUMN text_version text COLLATE "C";
ALTER TABLE consent ADD COLUMN ip_hmac text COLLATE "C";

-- Whose log is being erased, in the transaction that does it; nobody else's can be changed.
CREATE TABLE erasing (
    contact_id bigint PRIMARY KEY
);
CREATE FUNCTION keep_consent() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM erasing AS e WHERE e.contact_id = OLD.contact_id) THEN
        RAISE integrity_constraint_violation USING MESSAGE = 'the consent log is never changed';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER consent_is_kept BEFORE UPDATE OR DELETE ON consent
FOR EACH ROW EXECUTE FUNCTION keep_consent();

-- What is to be known of a message that was sent all the same: a complaint.
ALTER TABLE outbox ADD COLUMN flag text COLLATE "C";
