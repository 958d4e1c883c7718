# shellcheck shell=bash
# The house: what `up` starts, and where.

house=${VIGIE_HOME:-$project/.vigie}
[[ $house == /* ]] || house=$PWD/$house

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

need_house() { [[ -e $house/settings ]] || die "nothing is installed in $house: ./vigie up starts it"; }

# One `up`, `down` or `reset` at a time.
lock_house() {
    [[ $house != *[[:space:]]* ]] || die "RabbitMQ cannot live in a folder whose path holds a space: $house; choose another with VIGIE_HOME"
    mkdir -p "$house"
    exec 9>"$house/lock"
    flock --nonblock 9 || die "another ./vigie is at work in $house"
}
