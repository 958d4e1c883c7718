# shellcheck shell=bash
# The house: what `up` starts, and where.

# By what name people know it. As root it may be a link to /var/lib/vigie: see settle_house.
house_name=${VIGIE_HOME:-$project/.vigie}
[[ $house_name == /* ]] || house_name=$PWD/$house_name
house=$house_name
[[ ! -L $house ]] || house=$(readlink -m -- "$house")

# The services in the order in which they start: name, program.
services=(ingest aggregation alerting map-rendering portal)
declare -A programs=([ingest]=Ingest [aggregation]=Aggregation [alerting]=Alerting [map-rendering]=MapRendering [portal]=Portal)

setting() { sed -n "s/^$1=//p" "$house/settings" 2>/dev/null; }

# Keeps value $2 for setting $1.
set_setting() {
    [[ $(setting "$1") != "$2" ]] || return 0
    (umask 077 && { sed "/^$1=/d" "$house/settings" 2>/dev/null || true; printf '%s=%s\n' "$1" "$2"; } >"$house/settings.new")
    mv -f "$house/settings.new" "$house/settings"
}

need_house() { [[ -e $house/settings ]] || die "nothing is installed in $house_name: ./vigie up starts it"; }

# Makes the house's folder. As root, services, database and broker run as accounts of their own; where these do not reach
# it, as in a clone under /root, it lies in /var/lib/vigie and its name is a link to it.
settle_house() {
    mkdir -p "$house"
    make_account
    ! reaches "$service_account" -x "$house/." || return 0
    local inside=${house_name#/}
    inside=/var/lib/vigie/${inside//[^A-Za-z0-9]/-}
    [[ $house == "$house_name" ]] || die "the services' account does not reach $house"
    mkdir -p /var/lib/vigie
    chmod 755 /var/lib/vigie
    ! compgen -G "$house/run/*.keeper" >/dev/null || die "./vigie down first: $house moves to where the services' account reaches it"
    if [[ -e $inside ]]; then
        # The folder it was a link from was made anew.
        [[ ! -e $house/settings ]] || die "there is a house in $house and one in $inside; move one of them away"
        rm -rf "$house"
    else
        mv -T "$house" "$inside"
    fi
    ln -sT "$inside" "$house_name"
    chmod 755 "$inside"
    house=$inside
    reaches "$service_account" -x "$house/." || die "the services' account does not reach $house"
}

# One `up`, `down` or `reset` at a time.
lock_house() {
    [[ $house != *[[:space:]]* ]] || die "RabbitMQ cannot live in a folder whose path holds a space: $house; choose another with VIGIE_HOME"
    exec 9>"$house/lock"
    flock --nonblock 9 || die "another ./vigie is at work in $house_name"
}
