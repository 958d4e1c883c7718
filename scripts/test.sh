# shellcheck shell=bash
# The command test.

test_house=$project/.vigie-test/house

# The targets that only compute. They run beside those that have nodes of their own and are about time, and yield to them.
computing=(CartographyTests ContractsTests JudgingTests MortalityTests SurveillanceTests)

# What everything together may take, in minutes.
test_budget=60

end_test_house() {
    trap - EXIT INT TERM
    VIGIE_HOME=$test_house "$project/vigie" down 2>/dev/null || true
}

# Runs the suites of target $1 and shows their output, which stays in logs/$1.log; then how long they took, which `durations`
# keeps. A target without a suite fails.
test_target() {
    local target=$1 began=$SECONDS status=0
    shift
    say "$target"
    run_tests "$target" --filter "^$target\\." "$@" || status=$?
    ((status == 0)) || [[ " $* " == *" --no-parallel "* ]] || ! passes_alone "$target" || status=0
    ((status == 0)) || echo "$target (status $status)" >>"$red"
    printf '%6d s  %s\n' $((SECONDS - began)) "$target" >>"$durations"
    say ""
    return "$status"
}

# The tests' own program, not `swift test`: two of these at once find SwiftPM's records of the build locked.
run_tests() {
    local name=$1
    shift
    rm -f "$house/logs/$name.xml"
    (cd "$project" && exec .build/debug/VigiePackageTests.xctest --testing-library swift-testing --xunit-output "$house/logs/$name.xml" "$@") 2>&1 |
        tee "$house/logs/$name.log"
}

# Runs what failed in target $1 once more, one test after the other: a test that is about time fails where hundreds beside it
# share two cores. Who passes now is told of at the end, so that nobody forgets it; more than three failures are a fault.
passes_alone() {
    local target=$1 failures filters=() test
    [[ -s $house/logs/$target.xml ]] || return 1
    # The classes and names of failed tests, as filters.
    failures=$(sed -n '/<testcase [^>]*[^\/]>$/{N;/<failure/s/.*<testcase classname="\([^"]*\)" name="\([^"]*\)".*/\1\/\2/p}' "$house/logs/$target.xml" | sort -u)
    [[ -n $failures ]] || return 1
    while read -r test; do filters+=(--filter "^$(sed 's/[][().*^$+?{}|\\]/\\&/g' <<<"$test")"); done <<<"$failures"
    ((${#filters[@]} <= 6)) || return 1
    say "$target: what failed is run again, alone"
    cp "$house/logs/$target.log" "$house/logs/$target-beside.log"
    run_tests "$target-alone" --no-parallel "${filters[@]}" || return 1
    grep -aqE "Test run with $((${#filters[@]} / 2)) tests? in .* passed" "$house/logs/$target-alone.log" || return 1
    sed "s|^|$target: |" <<<"$failures" >>"$crowded"
}

# One after the other: many tests are about time, and those of all targets at once would starve each other.
test_targets() {
    local target status=0
    for target; do test_target "$target" || status=$?; done
    return "$status"
}

# The units: what computes, modules of pages among it, in the background and at a low priority, beside the rest.
test_units() {
    local folder others=() status=0 background output=$house/logs/computing.log
    for folder in "$project"/Tests/*Tests; do
        [[ " ${computing[*]} " == *" ${folder##*/} "* ]] || others+=("${folder##*/}")
    done
    (
        renice -n 10 -p "$BASHPID" >/dev/null
        module_tests || status=$?
        test_targets "${computing[@]}" || status=$?
        exit "$status"
    ) >"$output" 2>&1 &
    background=$!
    test_targets "${others[@]}" || status=$?
    wait "$background" || status=$?
    cat "$output"
    return "$status"
}

# The modules that pages run, by Node, without a browser; one of them is written by Portal.
module_tests() {
    local folder=$house/modules began=$SECONDS status=0
    say "Modules"
    if ! command -v node >/dev/null; then
        say "  there is no Node here (package nodejs): the tests of the modules are skipped"
        return 0
    fi
    rm -rf "$folder"
    mkdir -p "$folder"
    cp "$project"/Services/Portal/Pages/Modules/*.js "$folder/"
    "$project/.build/debug/Portal" vocabulary >"$folder/vocabulary.js"
    echo '{"type":"module"}' >"$folder/package.json"
    (cd "$project" && VIGIE_MODULES=$folder exec node --test Tests/Modules/) 2>&1 | tee "$house/logs/Modules.log" || status=$?
    ((status == 0)) || echo "Modules (status $status)" >>"$red"
    printf '%6d s  %s\n' $((SECONDS - began)) Modules >>"$durations"
    say ""
    return "$status"
}

# Every source of ours against `.swift-format`; what protoc writes is its own.
lint() {
    (cd "$project" && find Package.swift Services Shared Tests -name '*.swift' ! -name '*.pb.swift' -print0 |
        xargs -0 swift format lint --strict --parallel --configuration .swift-format) >"$house/logs/lint.log" 2>&1 ||
        { head -n 20 "$house/logs/lint.log" >&2; die "swift format finds fault; \`swift format --in-place\` mends what it can; all of it is in $house/logs/lint.log"; }
}

# Says again at the end which targets are red and what their tests said of it: who reads only the end of a log finds it there.
tell_red() {
    local target rest
    while read -r target rest; do
        say ""
        say "$target is red $rest:"
        grep -a -A 3 -e '✘' -e '^not ok' "$house/logs/$target.log" | head -n 60 || tail -n 20 "$house/logs/$target.log"
    done <"$red"
}

# The tests of what threads meet in, watched by ThreadSanitizer: a race is a failure. In a build of its own, optimised, since
# without optimisation it reports races on `Mutex` that are none.
command_sanitize() {
    local target status=0
    house=$project/.vigie-test
    mkdir -p "$house/logs"
    say "Threads are watched in $house"
    step "packages" install_packages "${for_building[@]}" "${for_running[@]}" "${for_testing[@]}"
    VIGIE_SANITIZE=1 step "tests are built (release, watched)" swift_quietly "$house/logs/sanitize-build.log" \
        build --build-tests -c release --sanitize thread -Xswiftc -enable-testing --scratch-path .build-sanitize
    for target in ThreadingTests MessagingTests PersistenceTests WebTests; do
        say "$target"
        (cd "$project" && TSAN_OPTIONS="halt_on_error=0 exitcode=66 log_path=stderr" exec .build-sanitize/release/VigiePackageTests.xctest \
            --testing-library swift-testing --filter "^$target\\.") >"$house/logs/sanitize-$target.log" 2>&1 || status=$?
        grep -a -e 'Test run with' -e 'SUMMARY: ThreadSanitizer' "$house/logs/sanitize-$target.log" | sort | uniq -c >&2 || true
    done
    if ((status == 0)); then say "No race was seen."; else say "A race, or a failure (status $status); logs are in $house/logs."; fi
    return "$status"
}

command_test() {
    local option faults="" data=${VIGIE_DATA:-$project/../shared/data} real=() status=0
    find_swift
    if [[ $* == --sanitize ]]; then
        command_sanitize
        return
    fi
    for option; do
        [[ $option == --faults ]] || die "usage: ./vigie test [--faults | --sanitize]"
        faults=1
    done
    house=$project/.vigie-test
    durations=$house/logs/durations
    red=$house/logs/red
    crowded=$house/logs/crowded
    mkdir -p "$house/logs"
    : >"$durations"
    : >"$red"
    : >"$crowded"
    say "Vigie is tested in $house"
    step "packages" install_packages "${for_building[@]}" "${for_running[@]}" "${for_testing[@]}"
    if available chromium-driver; then
        step "browser" install_packages "${for_browsing[@]}"
    else
        say "  no Chromium driver among this distribution's packages: the tests in the browser are skipped"
    fi
    step "Python programs" python_tools
    export VIGIE_TEST_PYTHON=$python/bin
    step "design system" fetch_design
    [[ ! -e $house/libraries ]] || export VIGIE_TEST_LIBRARIES=$house/libraries
    step "scripts are sound" shellcheck -x "$project/vigie"
    step "sources are as the formatter has them" lint
    step "tests are built (debug)" swift_quietly "$house/logs/test-build.log" build --build-tests
    step "programs are built (release)" build_house

    say ""
    test_units || status=$?

    say "A house of the tests' own"
    VIGIE_HOME=$test_house "$project/vigie" reset 2>/dev/null
    trap end_test_house EXIT
    trap 'exit 130' INT TERM
    [[ ! -d $data/cog ]] || real=(--department 56 --department 68 --department 75 --department 22 --department 33 --data "$data")
    if VIGIE_HOME=$test_house "$project/vigie" up --port "$(free_port)" --scale aggregation=2 "${real[@]}"; then
        export VIGIE_TEST_HOUSE=$test_house VIGIE_TEST_FAULTS=$faults
        say ""
        test_target EndToEndTests --no-parallel || status=$?
        test_target ReliabilityTests --no-parallel || status=$?
    else
        status=1
    fi
    sort -rn "$durations" >&2
    [[ ! -s $crowded ]] || { say "Failed beside the others, passed alone:"; cat "$crowded" >&2; }
    tell_red >&2
    # Long forms take what they take.
    [[ -n $faults ]] || ((SECONDS < test_budget * 60)) ||
        say "This took $((SECONDS / 60)) minutes, more than the $test_budget that people will wait: the longest are first in this list."
    if ((status == 0)); then say "All tests passed."; else say "Tests failed (status $status); logs are in $house."; fi
    return "$status"
}
