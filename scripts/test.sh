# shellcheck shell=bash
# The command test.

test_house=$project/.vigie-test/house

end_test_house() {
    trap - EXIT INT TERM
    VIGIE_HOME=$test_house "$project/vigie" down 2>/dev/null || true
}

# Runs the suites that match the filter and shows their output.
swift_test() {
    (cd "$project" && swift test --skip-build "$@")
}

command_test() {
    local option folder faults="" data=${VIGIE_DATA:-$project/../shared/data} real=() status=0
    for option; do
        [[ $option == --faults ]] || die "usage: ./vigie test [--faults]"
        faults=1
    done
    find_swift
    house=$project/.vigie-test
    mkdir -p "$house/logs"
    say "Vigie is tested in $house"
    step "packages" install_packages "${for_building[@]}" "${for_running[@]}"
    if available chromium-driver; then
        step "browser" install_packages "${for_testing[@]}"
    else
        say "  no Chromium driver among this distribution's packages: the tests in the browser are skipped"
    fi
    step "tests are built (debug)" swift_quietly "$house/logs/test-build.log" build --build-tests
    step "programs are built (release)" build

    say ""
    # One target after the other: many tests are about time, and those of all targets at once would starve each other.
    for folder in "$project"/Tests/*Tests; do
        say "$(basename "$folder")"
        swift_test --filter "^$(basename "$folder")\." || status=$?
        say ""
    done

    say ""
    say "A house of the tests' own"
    VIGIE_HOME=$test_house "$project/vigie" reset 2>/dev/null
    trap end_test_house EXIT
    trap 'exit 130' INT TERM
    [[ ! -d $data/cog ]] || real=(--department 56 --department 68 --department 75 --department 22 --department 33 --data "$data")
    if VIGIE_HOME=$test_house "$project/vigie" up --port "$(free_port)" --scale aggregation=2 "${real[@]}"; then
        export VIGIE_TEST_HOUSE=$test_house VIGIE_TEST_FAULTS=$faults
        say ""
        say "End to end"
        swift_test --no-parallel --filter '^EndToEndTests\.' || status=$?
        say ""
        say "Reliability"
        swift_test --no-parallel --filter '^ReliabilityTests\.' || status=$?
    else
        status=1
    fi
    say ""
    if ((status == 0)); then say "All tests passed."; else say "Tests failed (status $status); logs are in $house."; fi
    return "$status"
}
