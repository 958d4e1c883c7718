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

# Sets `swift_environment` to the words that run a command in the same environment always. SwiftPM takes the environment for
# part of what it reads manifests from: with one variable more or less, as in another session, it reads all of them again.
swift_environment=()
choose_swift_environment() {
    local name
    swift_environment=(env -i "PATH=$(dirname "$(command -v swift)"):/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" LANG=C.UTF-8)
    # Where it finds itself, and what it fetches with.
    for name in HOME TMPDIR PKG_CONFIG_PATH {http,https,no}_proxy {HTTP,HTTPS,NO}_PROXY SSL_CERT_{FILE,DIR} CURL_CA_BUNDLE GIT_SSL_CAINFO VIGIE_SANITIZE VIGIE_HOUSE; do
        [[ ! -v $name ]] || swift_environment+=("$name=${!name}")
    done
}

# Runs `swift $2…` in the project, its output in log $1, with a sign of life now and then.
swift_quietly() {
    local log=$1 child last=$SECONDS seen
    shift
    choose_swift_environment
    (cd "$project" && exec "${swift_environment[@]}" swift "$@") </dev/null >"$log" 2>&1 &
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

# Builds all that the manifest has, or the products that are named. Where neither sources, nor packages, nor what was built of them
# changed since, SwiftPM is not asked: it builds some of it again for reasons of its own, as when a build for tests came in between.
build() {
    [[ -z ${VIGIE_BIN-} ]] || return 0
    local record product
    record=$project/.build/vigie-$(printf '%s ' "${VIGIE_HOUSE-}" "$@" | cksum | cut -d' ' -f1)
    [[ $(built_from) != "$(cat "$record" 2>/dev/null)" ]] || return 0
    rm -f "$record"
    (($#)) || swift_quietly "$house/logs/build.log" build -c release
    # SwiftPM takes one at a time; what they share is built once.
    for product; do swift_quietly "$house/logs/build-$product.log" build -c release --product "$product"; done
    built_from >"$record"
}

# What a house runs, and nothing that only measures or tests it. SwiftPM builds one product at a time when it is given names, and
# a core idles while the largest is optimised. So the manifest leaves everything else out (VIGIE_HOUSE), and all is built in one go.
build_house() {
    local -x VIGIE_HOUSE=1
    build
}

# What programs are built from, and themselves: sources by their content, the compiler and the libraries by their versions.
built_from() {
    local file
    (cd "$project" && find Package.swift Package.resolved Shared Services Tests/Benchmarks Tests/Browser Tests/TestBench -type f -print0 2>/dev/null |
        LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
    swift --version 2>/dev/null | head -1
    dpkg-query -W "${for_building[@]}" 2>/dev/null || true
    for file in "$project"/.build/release/{Ingest,Aggregation,Alerting,MapRendering,Portal,vigiectl,bench,StatisticsBench}; do
        stamp "$file" 2>/dev/null || true
    done
}

# Tells one build of a program from the next.
stamp() { stat -L -c '%i-%Y-%s' "$1"; }

# Prints the path of program $1 for the account of the services: as root, a copy in the house, with the Swift libraries that it
# needs, where the account does not reach it (a clone or a toolchain under /root).
within_reach() {
    local program=$1 copies=$house/programs library
    choose_account "$service_account"
    if "${as_account[@]}" test -x "$program" && ! "${as_account[@]}" ldd "$program" 2>&1 | grep -q 'not found'; then
        printf '%s\n' "$program"
        return
    fi
    mkdir -p "$copies/lib"
    for library in $(ldd "$program" | sed -nE 's/^.* => (\/[^ ]+) .*$/\1/p'); do
        reaches "$service_account" -r "$library" || copy_newer "$library" "$copies/lib"
    done
    copy_newer "$program" "$copies"
    printf '%s\n' "$copies/$(basename "$program")"
}

# Copies file $1 into folder $2 unless it is there; the copy before may be running, and stays whole.
copy_newer() {
    local copy=$2/${1##*/}
    [[ ! -e $copy || $1 -nt $copy || $1 -ot $copy ]] || return 0
    install -p -m 755 "$1" "$copy.new"
    mv -f "$copy.new" "$copy"
}

# A Python of the project's own, for what comes from PyPI: wheels only, since a source package runs whatever it holds.
python=$project/.vigie-python

make_python() {
    [[ -x $python/bin/pip ]] && return
    rm -rf "$python"
    python3 -m venv "$python" >>"$house/logs/python.log" 2>&1 || die "no Python environment could be made; see $house/logs/python.log"
}

# The Python programs that tests use, in the versions of the lists; anew when a list changed. Where PyPI cannot be reached,
# what needs them is skipped, and that is said.
python_tools() {
    local list=$project/scripts/python-requirements.txt unpacked=$project/scripts/python-unpacked.txt
    local pip=("$python/bin/pip" install --quiet --only-binary :all: --disable-pip-version-check)
    make_python
    cat "$list" "$unpacked" | cmp -s - "$python/requirements.txt" && return 0
    if { "${pip[@]}" -r "$list" && "${pip[@]}" --no-deps -r "$unpacked"; } >>"$house/logs/python.log" 2>&1; then
        cat "$list" "$unpacked" >"$python/requirements.txt"
    else
        printf '\n    tests with programs of PyPI are skipped: they could not be installed; see %s\n%46s' "$house/logs/python.log" '' >&2
    fi
}

# The browser's map library comes inside a wheel of PyPI: this version of it, with these files, and nothing else.
maplibre_wheel=maplibre==0.3.6
maplibre_sums=$project/docker/maplibre.sha256
libraries=${VIGIE_LIBRARIES:-$project/.vigie-libraries/${maplibre_wheel//==/-}}

has_libraries() { (cd "$1" 2>/dev/null && sha256sum --check --status "$maplibre_sums") 2>/dev/null; }

# Fetches it once for all houses of this folder, and puts it into this house. What is not what it should be is not served;
# without it pages show pictures instead: that is said, and no failure.
fetch_libraries() {
    local wheel
    if ! has_libraries "$libraries"; then
        wheel=$(mktemp -d)
        if make_python && "$python/bin/pip" download --quiet --no-deps --only-binary :all: --disable-pip-version-check \
            "$maplibre_wheel" -d "$wheel" >>"$house/logs/libraries.log" 2>&1 &&
            "$python/bin/python" -m zipfile -e "$wheel"/*.whl "$wheel/files" >>"$house/logs/libraries.log" 2>&1; then
            mkdir -p "$libraries"
            cp "$wheel"/files/maplibre/srcjs/maplibre-gl.{js,css} "$libraries/"
        fi
        rm -rf "$wheel"
    fi
    if ! has_libraries "$house/libraries"; then
        rm -rf "$house/libraries"
        mkdir -p "$house/libraries"
        cp "$libraries"/maplibre-gl.{js,css} "$house/libraries/" 2>/dev/null || true
    fi
    has_libraries "$house/libraries" && return
    rm -rf "$house/libraries"
    printf '\n    maps will be shown as pictures: %s could not be had as it should be; see %s\n%46s' "$maplibre_wheel" "$house/logs/libraries.log" '' >&2
}

# The State's design system comes inside another wheel: this one, whose hash is checked, cut to what pages use.
dsfr_wheel=django-dsfr==3.6.1
dsfr_sums=$project/docker/dsfr.sha256
dsfr=${VIGIE_DSFR:-$project/.vigie-libraries/${dsfr_wheel//==/-}}
page_sources=("$project"/Services/Portal/Pages/{Templates/*.mustache,Modules/*.js,Styles/vigie.css})

has_dsfr() { (cd "$dsfr" 2>/dev/null && sha256sum --check --status "$dsfr_sums") 2>/dev/null; }

# Fetches it once for all houses of this folder, and cuts it into this house. Where it cannot be had, pages have a plain style of
# their own: that is said, and no failure.
fetch_design() {
    local log=$house/logs/libraries.log
    if ! has_dsfr; then
        mkdir -p "$dsfr"
        ! make_python || "$python/bin/pip" download --quiet --no-deps --only-binary :all: --disable-pip-version-check "$dsfr_wheel" -d "$dsfr" >>"$log" 2>&1 || true
    fi
    if has_dsfr && "$python/bin/python" "$project/docker/cut-dsfr" "$dsfr"/*.whl "$house/libraries" "${page_sources[@]}" >>"$log" 2>&1; then return 0; fi
    rm -f "$house"/libraries/{dsfr*.css,Marianne-*.woff2}
    [[ ! -d $house/libraries ]] || rmdir --ignore-fail-on-non-empty "$house/libraries"
    printf '\n    pages will have a plain style: %s could not be had as it should be; see %s\n%46s' "$dsfr_wheel" "$log" '' >&2
}

# What pages load, compressed once: for all houses of this folder, or in the house where the services do not reach that. One
# module is written by Portal itself.
compress_assets() {
    local files
    shopt -s nullglob
    files=("$project"/Services/Portal/{Assets/*,Pages/Modules/*.js,Pages/Styles/*.css} "$house"/libraries/*.{js,css})
    shopt -u nullglob
    "$(bin)/Portal" vocabulary >"$house/vocabulary.js"
    "$project/docker/compress-assets" "$(compressed)" "${files[@]}" "$house/vocabulary.js"
}

compressed() {
    if reaches "$service_account" -x "$project/."; then
        printf '%s\n' "$project/.vigie-libraries/compressed"
    else
        printf '%s\n' "$house/compressed"
    fi
}
