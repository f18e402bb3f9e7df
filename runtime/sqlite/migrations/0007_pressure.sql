-- Pressure -------------------------------------------------------------------------------------

-- What has left to each contact, by when: the frequency is counted in it.
CREATE INDEX outbox_handed ON outbox (contact_id, handed_at)
    WHERE handed_at IS NOT NULL AND purpose IN ('marketing', 'cart');
