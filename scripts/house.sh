# shellcheck shell=bash
# The house: what `up` starts, and where.

# By what name people know it. As root it may be a link to /var/lib/vigie: see settle_house.
house_name=${VIGIE_HOME:-$project/.vigie}
[[ $house_name == /* ]] || house_name=$PWD/$house_name
house=$house_name
[[ ! -L $house ]] || house=$(readlink -m -- "$house")

# The services in the order in which they start: name, program.
services=(ingest aggregation alerting map-rendering portal)
# Those that answer from their own tables have a second role, which reads what the asker may see.
readers=(aggregation alerting)
declare -A programs=([ingest]=Ingest [aggregation]=Aggregation [alerting]=Alerting [map-rendering]=MapRendering [portal]=Portal)

setting() { sed -n "s/^$1=//p" "$house/settings" 2>/dev/null; }

# Keeps value $2 for setting $1.
set_setting() {
    [[ $(setting "$1" || true) != "$2" ]] || return 0
    (umask 077 && { sed "/^$1=/d" "$house/settings" 2>/dev/null || true; printf '%s=%s\n' "$1" "$2"; } >"$house/settings.new")
    mv -f "$house/settings.new" "$house/settings"
}

need_house() { [[ -e $house/settings ]] || die "nothing is installed in $house_name: ./vigie up starts it"; }

# Makes the house's folder. As root, services, database and broker run as accounts of their own; where these do not reach
# it, as in a clone under /root, it lies in /var/lib/vigie and its name is a link to it.
settle_house() {
    mkdir -p "$house"
    make_account
    ! reaches "$service_account" -x "$house/." || { stay; return 0; }
    local inside=${house_name#/}
    inside=/var/lib/vigie/${inside//[^A-Za-z0-9]/-}
    [[ $house == "$house_name" ]] || die "the services' account does not reach $house"
    [[ ! -e $house/settings ]] || die "the services' account does not reach $house: allow it to pass (chmod o+x on the folders above), or forget the house with ./vigie reset"
    mkdir -p /var/lib/vigie
    chmod 755 /var/lib/vigie
    # There already, where the clone was made anew.
    mkdir -p "$inside"
    rm -rf "$house"
    ln -sT "$inside" "$house_name"
    chmod 755 "$inside"
    house=$inside
    reaches "$service_account" -x "$house/." || die "the services' account does not reach $house"
    stay
}

# A house that was moved would not find what its queues hold, since these know their folder by its whole path.
stay() {
    local place
    place=$(setting PLACE) || true
    [[ -z $place || $place == "$house" ]] || die "this house was made in $place and cannot be moved: RabbitMQ's queues know that folder"
    set_setting PLACE "$house"
}

# One `up`, `down` or `reset` at a time.
lock_house() {
    [[ $house != *[[:space:]]* ]] || die "RabbitMQ cannot live in a folder whose path holds a space: $house; choose another with VIGIE_HOME"
    exec 9>"$house/lock"
    flock --nonblock 9 || die "another ./vigie is at work in $house_name"
}
