-- name: give
-- Draws a code for each: 48 bits that nobody can guess, behind the name of the discount.
INSERT INTO holding (contact_id, discount, code, fold_code, own, title, type, value, currency,
    limit_each, limit_all, minimum, minimum_currency, ends_at, issued_at)
SELECT x.contact_id, d.name, d.name || '-' || upper(x.drawn), d.fold_code || '-' || x.drawn, 1,
    d.title, d.type, d.value, d.currency, d.limit_each, d.limit_all, d.minimum,
    d.minimum_currency, d.ends_at, x.at
FROM (
    SELECT g.contact_id, g.at, substr(replace(gen_random_uuid()::text, '-', ''), 1, 12) AS drawn
    FROM changing AS g
    ORDER BY g.contact_id
    OFFSET 0
) AS x
JOIN discount AS d ON d.name = %(discount)s
