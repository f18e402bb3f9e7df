-- Variants of products ------------------------------------------------------------------------------

-- What a product comes in: a name, a SKU, and two prices in the product's currency, of which the
-- one without tax is shown. GR-10, GR-14
CREATE TABLE product_variant (
    product_id INTEGER NOT NULL REFERENCES product (id),
    fold_name TEXT NOT NULL,
    name TEXT NOT NULL,
    sku TEXT,
    price INTEGER,
    price_with_tax INTEGER,
    PRIMARY KEY (product_id, fold_name)
) WITHOUT ROWID;
CREATE INDEX product_variant_name ON product_variant (fold_name, product_id);
