# shellcheck shell=bash
# What is built, and what else is fetched.

find_swift() {
    local folder
    for folder in /opt/swift/usr/bin /usr/libexec/swift/bin "$HOME/.local/share/swiftly/bin" "$HOME/.swiftly/bin"; do
        command -v swift >/dev/null && return
        [[ ! -x $folder/swift ]] || PATH=$PATH:$folder
    done
    command -v swift >/dev/null || die "Swift is missing: install Swift 6.3 or later, see https://www.swift.org/install/linux/"
}

# Runs `swift $2…` in the project, its output in log $1, with a sign of life now and then.
swift_quietly() {
    local log=$1 child last=$SECONDS seen
    shift
    (cd "$project" && exec swift "$@") </dev/null >"$log" 2>&1 &
    child=$!
    while start_time "$child" >/dev/null; do
        if ((SECONDS - last >= 30)); then
            last=$SECONDS
            seen=$(grep -o '^\[[0-9]*/[0-9]*\]' "$log" | tail -1) || true
            printf '\n%46s' "${seen:-fetching}" >&2
        fi
        sleep 0.2
    done
    if ! wait "$child"; then
        printf '\n' >&2
        sed -n '/error:/p' "$log" | sort -u | sed 5q >&2 || true
        die "swift $1 failed; see $log"
    fi
}

# The folder of the programs: VIGIE_BIN, or what `swift build` makes.
bin() { printf '%s\n' "${VIGIE_BIN:-$project/.build/release}"; }

# Everything, or what the options name.
build() {
    [[ -z ${VIGIE_BIN-} ]] || return 0
    swift_quietly "$house/logs/build.log" build -c release "$@"
}

# Tells one build of a program from the next.
stamp() { stat -L -c '%i-%Y-%s' "$1"; }

# The browser's map library comes inside a wheel of PyPI: this version of it, with these files, and nothing else.
maplibre_wheel=maplibre==0.3.6
maplibre_sums=$project/docker/maplibre.sha256
libraries=${VIGIE_LIBRARIES:-$project/.vigie-libraries/${maplibre_wheel//==/-}}

has_libraries() { (cd "$libraries" 2>/dev/null && sha256sum --check --status "$maplibre_sums") 2>/dev/null; }

# Fetches it once for all houses of this folder. Without it pages show pictures instead: that is said, and no failure.
fetch_libraries() {
    has_libraries && return
    local wheel
    wheel=$(mktemp -d)
    if python3 -m pip download --quiet --no-deps --disable-pip-version-check "$maplibre_wheel" -d "$wheel" >>"$house/logs/libraries.log" 2>&1 &&
        python3 -m zipfile -e "$wheel"/*.whl "$wheel/files" >>"$house/logs/libraries.log" 2>&1; then
        mkdir -p "$libraries"
        cp "$wheel"/files/maplibre/srcjs/maplibre-gl.{js,css} "$libraries/"
    fi
    rm -rf "$wheel"
    has_libraries || printf '\n    maps will be shown as pictures: %s could not be fetched; see %s\n%46s' "$maplibre_wheel" "$house/logs/libraries.log" '' >&2
}
