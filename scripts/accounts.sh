# shellcheck shell=bash
# Under which account what is started runs.

as_account=()

choose_account() {
    as_account=()
    ((EUID == 0)) || return 0
    as_account=(setpriv --reuid="$1" --regid="$(id -g "$1")" --init-groups)
    if ! "${as_account[@]}" test -x "$2/."; then
        as_account+=(--securebits=+no_setuid_fixup --inh-caps=+dac_override --ambient-caps=+dac_override)
    fi
    as_account+=(--)
}

# Gives the file or folder $2 to account $1 when we are root.
give() { ((EUID != 0)) || chown "$1:" "$2"; }
