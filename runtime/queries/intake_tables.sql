-- name: contact
-- Contacts as told, then: who they are here, what is new, and what their consent was.
CREATE TEMP TABLE IF NOT EXISTS intake_contact (
    n INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    bucket INTEGER NOT NULL,
    zone_id INTEGER,
    email TEXT,
    fold_email TEXT,
    first_name TEXT,
    fold_first_name TEXT,
    last_name TEXT,
    fold_last_name TEXT,
    phone TEXT,
    language TEXT,
    fold_language TEXT,
    country TEXT,
    fold_country TEXT,
    source TEXT,
    fold_source TEXT,
    email_status TEXT,
    sms_status TEXT,
    rating INTEGER,
    vip INTEGER,
    latitude INTEGER,
    longitude INTEGER,
    place_x INTEGER,
    place_y INTEGER,
    place_z INTEGER,
    postal_code TEXT,
    fold_postal_code TEXT,
    predicted_gender TEXT,
    predicted_age TEXT,
    lifetime_value TEXT,
    purchase_likelihood TEXT,
    email_engagement TEXT,
    email_client TEXT,
    fold_email_client TEXT,
    added_at INTEGER,
    changed_at INTEGER,
    email_hmac TEXT,
    phone_hmac TEXT,
    tracking TEXT,
    contact_id INTEGER,
    was_email_status TEXT,
    was_sms_status TEXT,
    was_tracking TEXT,
    is_new INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0
);

-- name: member
-- Contacts with the tag or group that they get or lose.
CREATE TEMP TABLE IF NOT EXISTS intake_member (
    n INTEGER NOT NULL,
    value TEXT NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    contact_id INTEGER,
    changed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (n, value)
);

-- name: field-value
-- Values of declared fields, as told and as they were.
CREATE TEMP TABLE IF NOT EXISTS intake_value (
    n INTEGER NOT NULL,
    field TEXT NOT NULL,
    key TEXT NOT NULL,
    text_value TEXT,
    folded TEXT,
    number_value INTEGER,
    contact_id INTEGER,
    was_text TEXT,
    was_folded TEXT,
    was_number INTEGER,
    changed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (n, field)
);

-- name: status
-- The consent states that contacts get, and those they had.
CREATE TEMP TABLE IF NOT EXISTS intake_status (
    n INTEGER NOT NULL,
    channel TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT,
    text_version TEXT,
    ip_hmac TEXT,
    contact_id INTEGER,
    was TEXT,
    is_new INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (n, channel)
);

-- name: choice
-- What contacts say of one topic, or of being tracked, and what they said before.
CREATE TEMP TABLE IF NOT EXISTS intake_choice (
    n INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    channel TEXT NOT NULL,
    purpose TEXT NOT NULL,
    topic TEXT NOT NULL,
    state TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT,
    text_version TEXT,
    ip_hmac TEXT,
    told_at INTEGER,
    contact_id INTEGER,
    was TEXT,
    was_at INTEGER
);

-- name: product
-- Products as told, then which ones they are here.
CREATE TEMP TABLE IF NOT EXISTS intake_product (
    n INTEGER PRIMARY KEY,
    store_id INTEGER NOT NULL,
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
    product_id INTEGER,
    is_new INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0
);

-- name: category
-- The categories of the products as told.
CREATE TEMP TABLE IF NOT EXISTS intake_category (
    n INTEGER NOT NULL,
    fold_category TEXT NOT NULL,
    category TEXT NOT NULL,
    PRIMARY KEY (n, fold_category)
);

-- name: variant
-- Variants of products as told.
CREATE TEMP TABLE IF NOT EXISTS intake_variant (
    n INTEGER NOT NULL,
    fold_name TEXT NOT NULL,
    name TEXT NOT NULL,
    sku TEXT,
    price INTEGER,
    price_with_tax INTEGER,
    PRIMARY KEY (n, fold_name)
);

-- name: order
-- Orders as told, then which ones they are here, and in which states they were; line_count is 0
-- when no lines came with it.
CREATE TEMP TABLE IF NOT EXISTS intake_order (
    n INTEGER PRIMARY KEY,
    store_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    contact_key TEXT,
    placed_at INTEGER NOT NULL,
    moment INTEGER NOT NULL,
    currency TEXT NOT NULL,
    total INTEGER NOT NULL,
    financial_status TEXT,
    fulfillment_status TEXT,
    cancelled_at INTEGER,
    discount_code TEXT,
    fold_discount_code TEXT,
    line_count INTEGER NOT NULL,
    contact_id INTEGER,
    order_id INTEGER,
    was_financial_status TEXT,
    was_fulfillment_status TEXT,
    was_cancelled_at INTEGER,
    is_new INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0
);

-- name: line
-- Order lines as told; amounts in millionths of the major unit, for the currency is the order's.
CREATE TEMP TABLE IF NOT EXISTS intake_line (
    n INTEGER PRIMARY KEY,
    store_id INTEGER NOT NULL,
    order_key TEXT NOT NULL,
    line_no INTEGER NOT NULL,
    product_key TEXT,
    name TEXT,
    quantity INTEGER NOT NULL,
    unit_price INTEGER,
    total INTEGER
);

-- name: order-line
-- The same lines resolved: amounts in minor units; state is 0 as it was, 1 new, 2 changed.
CREATE TEMP TABLE IF NOT EXISTS intake_order_line (
    n INTEGER PRIMARY KEY,
    order_id INTEGER,
    line_no INTEGER NOT NULL,
    product_id INTEGER,
    quantity INTEGER NOT NULL,
    unit_price INTEGER,
    total INTEGER,
    inexact INTEGER NOT NULL,
    state INTEGER NOT NULL
);

-- name: currency
-- How many millionths of the major unit one minor unit is.
CREATE TEMP TABLE IF NOT EXISTS intake_currency (
    code TEXT PRIMARY KEY,
    scale INTEGER NOT NULL
);

-- name: cart
-- Carts as told, then which ones they are here.
CREATE TEMP TABLE IF NOT EXISTS intake_cart (
    n INTEGER PRIMARY KEY,
    store_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    contact_key TEXT,
    updated_at INTEGER NOT NULL,
    touched_at INTEGER NOT NULL,
    moment INTEGER NOT NULL,
    currency TEXT NOT NULL,
    total INTEGER NOT NULL,
    checkout_url TEXT,
    deleted INTEGER NOT NULL,
    contact_id INTEGER,
    cart_id INTEGER,
    is_new INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0
);

-- name: cart-line
-- The lines of the carts as told.
CREATE TEMP TABLE IF NOT EXISTS intake_cart_line (
    n INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    store_id INTEGER NOT NULL,
    product_key TEXT NOT NULL,
    name TEXT,
    quantity INTEGER NOT NULL,
    unit_price INTEGER,
    product_id INTEGER,
    PRIMARY KEY (n, line_no)
);

-- name: event
-- Events as told, then whose they are and what they point at.
CREATE TEMP TABLE IF NOT EXISTS intake_event (
    n INTEGER PRIMARY KEY,
    dedupe TEXT,
    digest TEXT,
    contact_key TEXT,
    kind TEXT NOT NULL,
    subject TEXT,
    store_id INTEGER,
    product_key TEXT,
    order_key TEXT,
    at INTEGER NOT NULL,
    moment INTEGER NOT NULL,
    properties TEXT,
    folded TEXT,
    contact_id INTEGER,
    event_id INTEGER
);
