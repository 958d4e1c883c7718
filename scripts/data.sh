# shellcheck shell=bash
# The nodes of the house, and what is in them.

node_key() { "$project/vigie" node "$1" start "$house/$1" | sed -n "s/^$2=//p"; }

owner_url() { sed -n 's/^VIGIE_DATABASE_URL=//p' "$house/addresses"; }

start_nodes() {
    local kind
    : >"$house/addresses.new"
    chmod 600 "$house/addresses.new"
    for kind in postgres rabbitmq; do
        mkdir -p "$house/$kind"
        (command_node "$kind" start "$house/$kind") >>"$house/addresses.new"
    done
    mv -f "$house/addresses.new" "$house/addresses"
    for kind in postgres rabbitmq; do
        ensure_instance "$kind" <<<"NODE=$kind"
    done
}

end_node() { [[ ! -e $house/$1/settings ]] || command_node "$1" stop "$house/$1"; }

# Portal's secret. Second factors are sealed with it, and codes of invitations kept by it: it is never drawn anew.
make_portal_secret() {
    [[ -s $house/secrets/portal ]] || secret 32 | write_secret "$house/secrets/portal"
}

# vigiectl with the addresses, the key and Portal's secret of this house.
ctl() {
    (
        set -a
        VIGIE_PORTAL_SECRET_FILE=$house/secrets/portal
        # shellcheck source=/dev/null
        [[ ! -s $house/env ]] || . "$house/env"
        # shellcheck source=/dev/null
        . "$house/addresses"
        exec "$(bin)/vigiectl" "$@"
    )
}

# The same in a step: its output goes to a log, and its complaint is shown.
ctl_quietly() {
    local log=$house/logs/vigiectl.log
    ctl "$@" >"$log.new" 2>&1 || { tail -5 "$log.new" >&2; die "vigiectl $1 $2 failed; see $log.new"; }
    cat "$log.new" >>"$log"
}

migrate() {
    local role service
    for role in "${services[@]//-/_}" "${readers[@]/%/_reader}"; do
        kept "$house/secrets/roles" "vigie_$role" secret >/dev/null
    done
    for service in "${services[@]}"; do
        kept "$house/secrets/broker" "$service" secret >/dev/null
    done
    ctl_quietly migrate --role-passwords "$house/secrets/roles" --broker-passwords "$house/secrets/broker"
}

# Whether the broker was made by a version before, whose services had one user together.
has_old_users() { grep -q '^PASSWORD=' "$house/rabbitmq/settings"; }

# Takes leave of that user, once every service runs with its own.
retire_users() {
    ctl_quietly broker retire
    rm -f "$house/secrets/amqp"
    sed -i '/^PASSWORD=/d' "$house/rabbitmq/settings"
}

# Loads what was asked for and is not loaded yet: the exercise department, and each department of --department, or all.
load() {
    local code=$1 folder=${2-}
    if [[ $code == 00 ]]; then
        ctl_quietly import exercise
    else
        ctl_quietly import department "$code" --data "$folder"
    fi
    printf '%s\n' "$folder" >"$house/loaded/$code"
}

# What the house's key may do. A house of a version before, whose key may less, gets a new one.
key_scope=read,write,alert

has_key() { [[ -s $house/secrets/key && $(cat "$house/secrets/key.scope" 2>/dev/null) == "$key_scope" ]]; }

make_key() {
    local key
    key=$(ctl key create --all --scope "$key_scope" --may-backdate --label "./vigie up" 2>>"$house/logs/vigiectl.log" |
        grep -oE 'vgk_[0-9a-f]{8}_[A-Za-z0-9_-]+' | head -1) || die "vigiectl made no key; see $house/logs/vigiectl.log"
    write_secret "$house/secrets/key" <<<"$key"
    write_secret "$house/secrets/key.scope" <<<"$key_scope"
}

# Writes the url of user $1 at the house's broker to file $2.
amqp_url() {
    local password owner
    password=$(sed -n "s/^$1=//p" "$house/secrets/broker")
    owner=$(sed -n 's/^VIGIE_AMQP_URL=//p' "$house/addresses")
    write_secret "$2" <<<"amqp://$1:$password@${owner#*@}"
}

# Writes the url of role $1 on the house's PostgreSQL to file $2.
role_url() {
    local password owner
    password=$(sed -n "s/^$1=//p" "$house/secrets/roles")
    owner=$(owner_url)
    write_secret "$2" <<<"postgresql://$1:$password@${owner#*@}"
}
