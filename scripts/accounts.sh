# shellcheck shell=bash
# Under which account what is started runs. As root, nothing does that serves: each has an account of its own, without any
# capability and without a way to gain one. Not as root, all run as whoever started them.

# The account of Vigie's services.
service_account=vigie

# Sets `as_account` to the words that run a command as account $1 when we are root, and to none when we are not.
as_account=()
choose_account() {
    as_account=()
    ((EUID == 0)) || return 0
    as_account=(
        setpriv "--reuid=$1" "--regid=$(id -g "$1")" --init-groups
        --inh-caps=-all --ambient-caps=-all --bounding-set=-all --no-new-privs
    )
}

# Gives the file or folder $2 to account $1 when we are root.
give() { ((EUID != 0)) || chown "$1:" "$2"; }

# Lets the services read the given secrets when we are root; they stay ours.
lend() {
    ((EUID == 0)) || return 0
    chgrp "$service_account" "$@"
    chmod 640 "$@"
}

# Whether account $1 may do what test's operator $2 asks (-x, -r) with $3.
reaches() {
    choose_account "$1"
    "${as_account[@]}" test "$2" "$3"
}

# Makes the services' account when we are root and it is not there.
make_account() {
    ((EUID != 0)) || id "$service_account" >/dev/null 2>&1 ||
        useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$service_account" ||
        die "the account $service_account, which the services run as, could not be made"
}
