# shellcheck shell=bash
# The command bench.

command_bench() {
    local data=${VIGIE_DATA:-$project/../shared/data} commit
    [[ $# == 0 || ($# == 1 && $1 == --statistics) ]] || die "usage: ./vigie bench [--statistics]"
    [[ -n ${VIGIE_BIN-} ]] || find_swift
    house=$project/.vigie-bench
    bench_house=$house/house
    commit=$(git -C "$project" describe --always --dirty 2>/dev/null || echo unknown)
    figures=$house/$(date -u +%Y%m%dT%H%M%SZ)-$commit.jsonl
    mkdir -p "$house/logs"
    say "Vigie is measured in $house"
    if (($#)); then
        step "packages" install_packages "${for_building[@]}"
        step "what is needed is built (release)" build StatisticsBench
    else
        step "packages" install_packages "${for_building[@]}" "${for_running[@]}"
        step "programs are built (release)" build
    fi
    printf '{"commit":"%s","processor":"%s","cores":%s,"memoryKB":%s,"system":"%s"}\n' "$commit" \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" "$(nproc)" "$(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo)" \
        "$(. /etc/os-release && printf '%s' "$PRETTY_NAME"), Linux $(uname -r)" >"$figures"
    if (($#)); then
        say ""
        "$(bin)/StatisticsBench" statistics --data "$data" --output "$figures" || die "a limit was missed; the figures are in $figures"
        say "The figures are in $figures."
        return
    fi
    ! available chromium-driver || step "browser" install_packages "${for_browsing[@]}"
    VIGIE_HOME=$bench_house "$project/vigie" reset 2>/dev/null
    trap end_bench_house EXIT
    trap 'exit 130' INT TERM
    measure exercise
    if [[ -d $data/cog ]]; then
        VIGIE_HOME=$bench_house "$project/vigie" down 2>/dev/null
        measure nation --department all --data "$data"
    else
        say "no folder of official files ($data): what holds for the nation is not measured; VIGIE_DATA names it"
    fi
    end_bench_house
    say ""
    "$(bin)/StatisticsBench" speed --data "$data" --output "$figures"
    say "The figures are in $figures."
}

# Read when the script ends too, where no local name is known any more.
bench_house=""

end_bench_house() {
    trap - EXIT INT TERM
    VIGIE_HOME=$bench_house "$project/vigie" down 2>/dev/null || true
}

# Brings the bench's house up with the options given and measures what is called $1.
measure() {
    local what=$1
    shift
    VIGIE_HOME=$bench_house "$project/vigie" up --port "$(kept "$house/ports" edge free_port)" "$@" 2>"$house/logs/up.log" ||
        die "the house did not come up; see $house/logs/up.log"
    say ""
    VIGIE_TEST_HOUSE=$bench_house "$(bin)/bench" "$what" --output "$figures"
}
