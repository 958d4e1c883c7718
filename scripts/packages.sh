# shellcheck shell=bash
# What is installed from the distribution.

for_building=(librabbitmq-dev libpq-dev libcairo2-dev zlib1g-dev libargon2-dev libqrencode-dev libcurl4-openssl-dev pkg-config)
for_running=(postgresql rabbitmq-server haproxy runit brotli curl fonts-dejavu-core python3-venv)
for_testing=(openssl prometheus shellcheck nodejs)
for_browsing=(chromium chromium-driver)

installed() { [[ $(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null) == ii* ]]; }

available() { installed "$1" || [[ $(apt-cache policy "$1" 2>/dev/null) == *"Candidate: "[!\(]* ]]; }

# Installs those of the given packages that are missing. No package may start a service or create a cluster; what that
# takes is undone afterwards.
install_packages() {
    local package missing=() log=$house/logs/packages.log as_root=()
    command -v dpkg-query >/dev/null || die "Vigie installs Debian packages, and this is neither Debian nor Ubuntu"
    for package; do installed "$package" || missing+=("$package"); done
    ((${#missing[@]})) || return 0
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null || { [[ ! -t 0 ]] && ! sudo -n true 2>/dev/null; }; then
            die "root or sudo is needed to install: ${missing[*]}"
        fi
        as_root=(sudo)
    fi
    printf '\n    installing %s\n%46s' "${missing[*]}" '' >&2
    "${as_root[@]}" bash -s -- "${missing[@]}" >>"$log" 2>&1 <<'EOF' || die "the packages could not be installed (${missing[*]}); see $log"
set -euo pipefail
shopt -s inherit_errexit
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
clusters=/etc/postgresql-common/createcluster.conf
undo() {
    [[ -z ${our_policy-} ]] || rm -f "$policy"
    [[ ! -e $clusters.vigie ]] || mv -f "$clusters.vigie" "$clusters"
}
trap undo EXIT
if [[ ! -e $policy ]]; then
    our_policy=1
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
fi
wait_for_lock=(-o DPkg::Lock::Timeout=300)
get() { apt-get "${wait_for_lock[@]}" install -y --no-install-recommends "$@" </dev/null; }
apt-get "${wait_for_lock[@]}" update </dev/null
if [[ " $* " == *" postgresql "* ]]; then
    get postgresql-common
    cp -p "$clusters" "$clusters.vigie"
    printf 'create_main_cluster = false\n' >"$clusters"
fi
get "$@"
# Nor may they start by themselves after a reboot.
if command -v systemctl >/dev/null; then
    for package; do
        case $package in
            postgresql) systemctl disable postgresql.service ;;
            rabbitmq-server) systemctl disable rabbitmq-server.service epmd.socket epmd.service ;;
            haproxy | prometheus) systemctl disable "$package.service" ;;
        esac || true
    done
fi
EOF
}
