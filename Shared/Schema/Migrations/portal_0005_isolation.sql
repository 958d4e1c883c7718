-- Portal's tables open to Portal's role by policies as well as by grants, so that a grant too many opens none of them.
--
-- Portal signs people in: it looks a login, a code or a session up before it knows whose it is, so no policy on these tables can go by
-- a department. What an administrator is shown of them is decided by `Access`, account by account, since an account may hold roles in
-- several departments and who manages it must know all of them: a policy that hid some would make a mighty account look small.
--
-- The audit is added to and read. No policy lets a role change or remove what stands in it, whatever is granted; what is old goes by
-- `seal_audit`, as the owner. The owner has a policy of its own everywhere: under FORCE it would see nothing where it is no superuser.
LOCK TABLE portal.account, portal.role_grant, portal.invitation, portal.session, portal.second_factor, portal.recovery_code, portal.audit,
    portal.audit_link, portal.audit_seal, portal.retention, portal.banner IN ACCESS EXCLUSIVE MODE;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'account', 'role_grant', 'invitation', 'session', 'second_factor', 'recovery_code', 'audit', 'audit_link', 'audit_seal', 'retention',
        'banner'
    ] LOOP
        EXECUTE format('ALTER TABLE portal.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY owner ON portal.%I TO CURRENT_USER USING (true) WITH CHECK (true)', name);
        EXECUTE format('CREATE POLICY service_reads ON portal.%I FOR SELECT TO vigie_portal USING (true)', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY[
        'account', 'role_grant', 'invitation', 'session', 'second_factor', 'recovery_code', 'audit', 'audit_link'
    ] LOOP
        EXECUTE format('CREATE POLICY service_adds ON portal.%I FOR INSERT TO vigie_portal WITH CHECK (true)', name);
    END LOOP;
    -- A role is given and taken, never rewritten, and a code of recovery is used up.
    FOREACH name IN ARRAY ARRAY['account', 'invitation', 'session', 'second_factor'] LOOP
        EXECUTE format('CREATE POLICY service_changes ON portal.%I FOR UPDATE TO vigie_portal USING (true) WITH CHECK (true)', name);
    END LOOP;
    -- An account is erased, never deleted.
    FOREACH name IN ARRAY ARRAY['role_grant', 'invitation', 'session', 'second_factor', 'recovery_code'] LOOP
        EXECUTE format('CREATE POLICY service_removes ON portal.%I FOR DELETE TO vigie_portal USING (true)', name);
    END LOOP;
END
$$;
