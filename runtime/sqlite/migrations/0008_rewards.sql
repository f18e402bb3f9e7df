-- Scores ----------------------------------------------------------------------------------------

-- The scores that are counted, and the program whose rules hold.
CREATE TABLE score (
    name TEXT PRIMARY KEY,
    program_id INTEGER NOT NULL REFERENCES program (id)
) WITHOUT ROWID;

-- Who has no row has no points: not even 0. STEP-71
CREATE TABLE score_points (
    score TEXT NOT NULL,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    points INTEGER NOT NULL CHECK (points <= 99999999),
    PRIMARY KEY (score, contact_id)
) WITHOUT ROWID;

-- Discounts -------------------------------------------------------------------------------------

-- What the project says now. value: basis points of a percentage, minor units of an amount.
CREATE TABLE discount (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    fold_code TEXT NOT NULL,
    title TEXT,
    type TEXT NOT NULL CHECK (type IN ('percentage', 'amount', 'free_shipping')),
    value INTEGER NOT NULL,
    currency TEXT,
    limit_each INTEGER,
    limit_all INTEGER,
    minimum INTEGER,
    minimum_currency TEXT,
    ends_at INTEGER
);

-- What shops tell of codes that they know: their type, when they end, and that they were deleted.
CREATE TABLE promo_code (
    fold_code TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    store_id INTEGER NOT NULL REFERENCES store (id),
    type TEXT,
    ends_at INTEGER,
    deleted_at INTEGER
);

-- Offers ----------------------------------------------------------------------------------------

-- moves counts the changes of state; declared is the status that the project gave last, and by_hand
-- whether somebody deleted it: then the project must forget it before it can come back. address is
-- that of the merchant, who is told of a suspension by an outbox row (minus the offer, the move).
CREATE TABLE offer (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    title TEXT,
    store_id INTEGER NOT NULL REFERENCES store (id),
    discount TEXT,
    address TEXT,
    program_id INTEGER NOT NULL REFERENCES program (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'active', 'inactive', 'suspended', 'deleted')),
    reason TEXT,
    declared TEXT NOT NULL,
    by_hand INTEGER NOT NULL DEFAULT 0,
    moves INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX offer_live ON offer (name) WHERE state <> 'deleted';

-- Append-only: every state an offer was in.
CREATE TABLE offer_log (
    offer_id INTEGER NOT NULL REFERENCES offer (id),
    move INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    discount TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (offer_id, move)
) WITHOUT ROWID;

-- Append-only: who bought and got no offer, and why. OFFER-33
CREATE TABLE offer_refusal (
    offer_id INTEGER NOT NULL REFERENCES offer (id),
    order_id INTEGER NOT NULL REFERENCES orders (id),
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (offer_id, order_id)
) WITHOUT ROWID;

-- What a shop tells of itself; what is not told is taken to be as it must be. OFFER-55
CREATE TABLE merchant (
    store_id INTEGER PRIMARY KEY REFERENCES store (id),
    acceptable_use INTEGER,
    plan INTEGER,
    shopify_payments INTEGER,
    shop_pay INTEGER,
    shop_channel INTEGER,
    open_store INTEGER,
    no_gates INTEGER,
    eligible_products INTEGER,
    chargebacks INTEGER,
    told_at INTEGER NOT NULL
);

-- Codes in the hands of contacts ------------------------------------------------------------------

-- Append-only: what was issued to whom, as it was then. OFFER-35. own: drawn for her alone; else the
-- code of an offer, which it is the same for all. order_id: the order after which it was issued.
CREATE TABLE holding (
    id INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    discount TEXT NOT NULL,
    code TEXT NOT NULL,
    fold_code TEXT NOT NULL,
    own INTEGER NOT NULL,
    offer_id INTEGER REFERENCES offer (id),
    order_id INTEGER REFERENCES orders (id),
    title TEXT,
    type TEXT NOT NULL,
    value INTEGER NOT NULL,
    currency TEXT,
    limit_each INTEGER,
    limit_all INTEGER,
    minimum INTEGER,
    minimum_currency TEXT,
    ends_at INTEGER,
    issued_at INTEGER NOT NULL
);
CREATE INDEX holding_contact ON holding (contact_id, discount);
CREATE INDEX holding_code ON holding (fold_code, contact_id);
CREATE UNIQUE INDEX holding_own ON holding (fold_code) WHERE own = 1;
CREATE UNIQUE INDEX holding_offer ON holding (offer_id, order_id) WHERE offer_id IS NOT NULL;

-- The code that an order came with.
ALTER TABLE orders ADD COLUMN discount_code TEXT;
ALTER TABLE orders ADD COLUMN fold_discount_code TEXT;
CREATE INDEX orders_discount_code ON orders (fold_discount_code)
    WHERE fold_discount_code IS NOT NULL;

-- Append-only: the uses of codes, one for each order at most, and of whose holding if of any.
CREATE TABLE redemption (
    order_id INTEGER PRIMARY KEY REFERENCES orders (id),
    discount TEXT NOT NULL,
    contact_id INTEGER,
    holding_id INTEGER REFERENCES holding (id)
);
CREATE INDEX redemption_discount ON redemption (discount, contact_id);
CREATE INDEX redemption_holding ON redemption (holding_id) WHERE holding_id IS NOT NULL;

-- Every holding with what became of it: used once or more; good while the code is there and not used
-- up; and the instant from which it is over, if there is one.
CREATE VIEW held AS
SELECT
    h.id, h.contact_id, h.discount, h.code, h.own, h.offer_id, h.order_id, h.title, h.type,
    h.value, h.currency, h.minimum, h.minimum_currency, h.issued_at,
    CASE WHEN h.ends_at IS NULL OR p.ends_at < h.ends_at THEN p.ends_at ELSE h.ends_at END
        AS last_at,
    CASE WHEN EXISTS (SELECT 1 FROM redemption AS r WHERE r.holding_id = h.id) THEN 1 ELSE 0 END
        AS used,
    CASE
        WHEN p.deleted_at IS NOT NULL THEN 0
        WHEN h.limit_each <= (SELECT COUNT(*) FROM redemption AS r
            WHERE r.discount = h.discount AND r.contact_id = h.contact_id) THEN 0
        WHEN h.limit_all <= (SELECT COUNT(*) FROM redemption AS r
            WHERE r.discount = h.discount) THEN 0
        ELSE 1
    END AS good
FROM holding AS h
LEFT JOIN promo_code AS p ON p.fold_code = h.fold_code;
