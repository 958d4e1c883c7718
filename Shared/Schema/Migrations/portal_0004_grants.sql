GRANT USAGE ON SCHEMA portal TO vigie_portal;

-- An account is never deleted, and whether it is for demonstration is not for a service to say.
GRANT SELECT, INSERT (id, login, name, email, telephone, created_by) ON portal.account TO vigie_portal;
GRANT UPDATE (
    login, name, email, telephone, password_hash, password_set_at, disabled_at, last_sign_in_at, version, erased_at
) ON portal.account TO vigie_portal;
-- Roles are given and taken, never rewritten: who gave one, and when, stays.
GRANT SELECT, INSERT (account, role, territory, granted_by, is_colleague), DELETE ON portal.role_grant TO vigie_portal;
GRANT SELECT, INSERT, UPDATE, DELETE ON portal.invitation TO vigie_portal;
GRANT SELECT, INSERT (reference, account, idle_seconds, expires_at, has_second_factor, device), DELETE ON portal.session TO vigie_portal;
GRANT UPDATE (last_seen_at, idle_seconds) ON portal.session TO vigie_portal;
GRANT SELECT, INSERT, UPDATE, DELETE ON portal.second_factor TO vigie_portal;
GRANT SELECT, INSERT, DELETE ON portal.recovery_code TO vigie_portal;

-- The audit grows and is read. When it happened is the database's to say, not the writer's.
GRANT SELECT, INSERT (actor, action, subject, detail, address, correlation) ON portal.audit TO vigie_portal;
GRANT SELECT, INSERT (number, entry, hash) ON portal.audit_link TO vigie_portal;
GRANT SELECT ON portal.audit_seal, portal.retention, portal.banner TO vigie_portal;
GRANT EXECUTE ON FUNCTION portal.seal_audit() TO vigie_portal;
