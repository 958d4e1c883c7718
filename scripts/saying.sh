# shellcheck shell=bash
# What the script says to whoever runs it.

say() { printf '%s\n' "$*" >&2; }

die() { printf '%svigie: %s\n' "${in_step:+
}" "$*" >&2; exit 1; }

# Runs command $2… as a step of the work: says what ($1) and how long it took. The command writes to logs of its own.
step() {
    local began=$EPOCHREALTIME what=$1 status=0
    shift
    printf '  %-44s' "$what" >&2
    set +e
    (set -e; in_step=1; "$@")
    status=$?
    set -e
    ((status == 0)) || exit "$status"
    local tenths=$(((${EPOCHREALTIME/[.,]/} - ${began/[.,]/}) / 100000))
    printf '%4d.%d s\n' $((tenths / 10)) $((tenths % 10)) >&2
}
