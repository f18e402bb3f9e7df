-- Whether what people look at in a store is taken over, SYNC-70, and by whose consent, SYNC-73.
ALTER TABLE store ADD COLUMN behaviour TEXT NOT NULL DEFAULT 'all'
    CHECK (behaviour IN ('all', 'consented', 'none'));
