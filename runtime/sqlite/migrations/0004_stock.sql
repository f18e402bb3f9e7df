-- Stock -------------------------------------------------------------------------------------------

-- Up to so many units a product of the store is low in stock. SP-52
ALTER TABLE store ADD COLUMN low_stock INTEGER NOT NULL DEFAULT 5;

-- Whether nothing was left since the product was last above that. SP-54
ALTER TABLE product ADD COLUMN sold_out INTEGER NOT NULL DEFAULT 0;

-- Who put a product into a cart while it was low.
CREATE INDEX event_low_stock ON event (ref, contact_id, at) WHERE kind = 'low_stock_added_to_cart';
