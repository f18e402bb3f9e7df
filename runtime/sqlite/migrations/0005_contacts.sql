-- What is known of contacts --------------------------------------------------------------------

-- Where she is, in millionths of a degree, and the same point on a sphere whose radius is
-- 1,000,000,000: so that a distance is whole numbers in every database. SEG-73
ALTER TABLE contact ADD COLUMN latitude INTEGER;
ALTER TABLE contact ADD COLUMN longitude INTEGER;
ALTER TABLE contact ADD COLUMN place_x INTEGER;
ALTER TABLE contact ADD COLUMN place_y INTEGER;
ALTER TABLE contact ADD COLUMN place_z INTEGER;
ALTER TABLE contact ADD COLUMN postal_code TEXT;
ALTER TABLE contact ADD COLUMN fold_postal_code TEXT;

-- What others predict of her, or count. SEG-72, 75, 76, 77
ALTER TABLE contact ADD COLUMN predicted_gender TEXT
    CHECK (predicted_gender IN ('female', 'male'));
ALTER TABLE contact ADD COLUMN predicted_age TEXT
    CHECK (predicted_age IN ('18-24', '25-34', '35-44', '45-54', '55-64', '65+'));
ALTER TABLE contact ADD COLUMN lifetime_value TEXT
    CHECK (lifetime_value IN ('new', 'low', 'moderate', 'high'));
ALTER TABLE contact ADD COLUMN purchase_likelihood TEXT
    CHECK (purchase_likelihood IN ('new', 'low', 'moderate', 'high'));
ALTER TABLE contact ADD COLUMN email_engagement TEXT
    CHECK (email_engagement IN ('rarely', 'sometimes', 'often'));
ALTER TABLE contact ADD COLUMN email_client TEXT;
ALTER TABLE contact ADD COLUMN fold_email_client TEXT;

-- Nobody is without a rating: 2 stars until somebody says otherwise. SEG-52
UPDATE contact SET rating = 2 WHERE rating IS NULL;
