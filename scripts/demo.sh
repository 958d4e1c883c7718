# shellcheck shell=bash
# Accounts for demonstration, so that who tries Vigie signs in as each kind of person. Their passwords are drawn for this house
# alone, and stand in `secrets/demo`, from where they go into the house's `env`. A start that is not ours refuses such accounts.

# What there is to be: the name in `env`, the login, the role, and the person's name.
demo_accounts() {
    local departments department commune
    departments=$(real_departments)
    cat <<'ACCOUNTS'
CLERK|demo-mairie|clerk@commune:00001|Mairie (exercice)
OFFICER|demo-prefecture|prefecture-officer@department:00|Préfecture (exercice)
ADMINISTRATOR|demo-administration|prefecture-administrator@department:00|Administration (exercice)
NATIONAL|demo-national|national-administrator|Administration nationale (démonstration)
OPERATIONS|demo-exploitation|operations|Exploitation (démonstration)
ACCOUNTS
    while IFS='|' read -r department commune; do
        [[ -n $department ]] || continue
        printf 'OFFICER_%s|demo-prefecture-%s|prefecture-officer@department:%s|Préfecture %s (démonstration)\n' \
            "$department" "${department,,}" "$department" "$department"
        printf 'CLERK_%s|demo-mairie-%s|clerk@commune:%s|Mairie %s (démonstration)\n' \
            "$department" "${department,,}" "$commune" "$commune"
    done <<<"$departments"
}

# Each real department that is loaded, and its largest commune of today.
real_departments() {
    postgres_sql "$house/postgres" -d vigie -c "
        SELECT DISTINCT ON (department) department || '|' || code FROM reference.commune
        WHERE department <> '00' AND municipality IS NULL AND closed_on IS NULL ORDER BY department, population DESC, code"
}

# The value that `env` has of an account: `login:password` of CLERK, the second factor's secret of NATIONAL_TOTP; none that is
# not there.
demo() { sed -n "s/^VIGIE_DEMO_$1=//p" "$house/secrets/demo" 2>/dev/null; }

# Twenty letters and digits that are told apart when read: a hundred bits.
draw_password() {
    local alphabet=abcdefghijkmnpqrstuvwxyz23456789 drawn="" byte
    for byte in $(od -An -N20 -tu1 /dev/urandom); do drawn+=${alphabet:byte % 32:1}; done
    printf '%s-%s-%s-%s\n' "${drawn:0:5}" "${drawn:5:5}" "${drawn:10:5}" "${drawn:15:5}"
}

# Makes those that are missing: all of them the first time, and in a house of a version before; later those of departments
# that came. One that was made, and not written down any more, is made again with another password.
make_demo_accounts() {
    local wanted missing=() line key login grant name password factor
    wanted=$(demo_accounts)
    while IFS= read -r line; do
        [[ -n $(demo "${line%%|*}") ]] || missing+=("$line")
    done <<<"$wanted"
    for line in "${missing[@]}"; do
        IFS='|' read -r key login grant name <<<"$line"
        password=$(draw_password)
        factor=$(ctl account create "$login" --name "$name" --role "$grant" --demo --password-stdin \
            2>>"$house/logs/vigiectl.log" <<<"$password") || die "vigiectl made no account $login; see $house/logs/vigiectl.log"
        {
            cat "$house/secrets/demo" 2>/dev/null || true
            printf 'VIGIE_DEMO_%s=%s:%s\n' "$key" "$login" "$password"
            [[ -z $factor ]] || printf 'VIGIE_DEMO_%s_TOTP=%s\n' "$key" "$factor"
        } | write_secret "$house/secrets/demo"
    done
}

# Says whom one may sign in as.
welcome_demo() {
    local key what account many
    while IFS='|' read -r key what; do
        account=$(demo "$key")
        [[ -z $(demo "${key}_TOTP") ]] || what+=", and the code of: ./vigie code ${key,,}"
        printf '  %-22s %-26s %s\n' "${account%%:*}" "${account#*:}" "$what" >&2
    done <<'KINDS'
CLERK|the mairie of 00001
OFFICER|the prefecture of the exercise department
ADMINISTRATOR|its accounts
NATIONAL|the nation, and all accounts
OPERATIONS|queues and services
KINDS
    many=$(sed -n 's/^VIGIE_DEMO_OFFICER_\([^=]*\)=.*$/\1/p' "$house/secrets/demo" | tr '\n' ' ')
    [[ -z $many ]] || say "  and of each real department a prefecture and a mairie: VIGIE_DEMO_OFFICER_${many%% *}, VIGIE_DEMO_CLERK_${many%% *}, … in env"
}

# The six digits that an authenticator application would show now for a demo account.
command_code() {
    need_house
    local key=${1-} factor
    [[ $# == 1 && $key =~ ^[A-Za-z_0-9]+$ ]] || die "usage: ./vigie code administrator|national|operations"
    factor=$(demo "${key^^}_TOTP")
    [[ -n $factor ]] || die "the account $key has no second factor: see VIGIE_DEMO_…_TOTP in $house_name/env"
    python3 -c '
import base64, hashlib, hmac, struct, sys, time
key = base64.b32decode(sys.stdin.read().strip())
digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
start = digest[-1] & 15
print("%06d" % ((struct.unpack(">I", digest[start:start + 4])[0] & 0x7FFFFFFF) % 1000000))' <<<"$factor"
}
