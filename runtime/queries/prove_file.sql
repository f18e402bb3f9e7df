-- name: damaged
-- The file is damaged: go back to the latest copy of it.
SELECT i.integrity_check FROM pragma_integrity_check AS i WHERE i.integrity_check <> 'ok' LIMIT :most

-- name: pointing-nowhere
-- A row speaks of another one that is not there.
SELECT k."table", k.parent, COUNT(*), MIN(k.rowid)
FROM pragma_foreign_key_check AS k
GROUP BY k."table", k.parent
ORDER BY k."table", k.parent
LIMIT :most

-- name: known-though-erased
-- Of somebody who was erased, something is known all the same.
SELECT c.id, c.erased_at
FROM contact AS c
WHERE c.erased_at IS NOT NULL AND (
    c.email IS NOT NULL OR c.fold_email IS NOT NULL OR c.phone IS NOT NULL
    OR c.first_name IS NOT NULL OR c.last_name IS NOT NULL OR c.country IS NOT NULL
    OR c.archived = 0 OR c.email_status = 'subscribed' OR c.sms_status = 'subscribed'
    OR EXISTS (SELECT 1 FROM contact_tag AS t WHERE t.contact_id = c.id)
    OR EXISTS (SELECT 1 FROM contact_group AS g WHERE g.contact_id = c.id)
    OR EXISTS (SELECT 1 FROM enrollment AS n WHERE n.contact_id = c.id))
ORDER BY c.id
LIMIT :most
