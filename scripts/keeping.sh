# shellcheck shell=bash
# Instances and what keeps them alive. `run/NAME.plan` says what an instance runs, `run/NAME.keeper` is the process that keeps
# it alive, `run/NAME.pid` the instance itself.

instances() {
    local plan
    for plan in "$house"/run/*.plan; do
        [[ ! -e $plan ]] || basename "$plan" .plan
    done
}

plan_of() { sed -n "s/^$2=//p" "$house/run/$1.plan" 2>/dev/null; }

# Has instance $1 run as the plan on standard input says; one that already runs so is left alone.
ensure_instance() {
    local name=$1 plan
    plan=$(cat)
    if running "$house/run/$name.keeper" >/dev/null; then
        [[ $plan != "$(<"$house/run/$name.plan")" ]] || return 0
        end_instances "$name"
    fi
    printf '%s\n' "$plan" >"$house/run/$name.plan"
    VIGIE_HOME=$house setsid "$project/vigie" keep "$name" </dev/null >>"$house/logs/keeper.log" 2>&1 9>&- &
    remember "$house/run/$name.keeper" $! || die "$name could not be started; see $house/logs/keeper.log"
}

# Ends the given instances together: SIGTERM, and SIGKILL for what has not drained after 25 s (the keepers see to it).
end_instances() {
    local name pid keepers=()
    for name; do
        if pid=$(running "$house/run/$name.keeper"); then
            kill -TERM "$pid" 2>/dev/null || true
            keepers+=("$pid")
        fi
    done
    ((${#keepers[@]} == 0)) || await_end 300 "${keepers[@]}" || die "not all of $* ended; see $house/logs/keeper.log"
    for name; do
        # A keeper that was killed left its instance behind.
        if pid=$(running "$house/run/$name.pid"); then
            kill -TERM "$pid" 2>/dev/null || true
            await_end 250 "$pid" || kill -KILL "$pid" 2>/dev/null || true
        fi
        rm -f "$house/run/$name".{keeper,pid,plan}
    done
}

# Keeps instance $1 alive until SIGTERM: starts it again when it ends, after a pause that grows from 1 s to 10 s and
# falls back to 1 s once it ran for 3 s. A node is asked after every second instead, since it is no child of ours, and
# left alone when it was ended on purpose.
command_keep() {
    let_go
    local name=$1 pause=1 began ending="" child="" status
    trap 'ending=1; [[ -z $child ]] || kill -TERM "$child" 2>/dev/null || true' TERM INT
    trap '' HUP
    while [[ -z $ending ]]; do
        began=$SECONDS
        if [[ -n $(plan_of "$name" NODE) ]]; then
            keep_node "$(plan_of "$name" NODE)" || true
        else
            start_instance "$name" &
            child=$!
            remember "$house/run/$name.pid" "$child" || true
            status=0
            tend_child "$name" || status=$?
            child=""
            [[ -n $ending ]] || printf '%s %s ended with status %s; it starts again in %s s\n' "$(date -u +%FT%TZ)" "$name" "$status" "$pause"
        fi
        [[ -z $ending ]] || break
        ((SECONDS - began < 3)) || pause=1
        nap "$pause"
        pause=$((pause * 2 > 10 ? 10 : pause * 2))
    done
    rm -f "$house/run/$name".{keeper,pid}
}

# Sleeps so that a signal is heard at once.
nap() {
    sleep "$1" &
    wait $! || true
}

# Waits for `child` to end and returns its status; sees to its log meanwhile, and to its end once `ending` is set.
tend_child() {
    local log=$house/logs/$1.log sleeper
    while [[ -z $ending ]] && start_time "$child" >/dev/null; do
        rotate "$log"
        sleep 5 &
        sleeper=$!
        wait -n "$child" "$sleeper" || true
        kill "$sleeper" 2>/dev/null || true
    done
    if [[ -n $ending ]]; then
        await_end 250 "$child" || kill -KILL "$child" 2>/dev/null || true
    fi
    wait "$child"
}

# Cuts log $1 at 10 MB; the last three are kept. Its writer appends, so the file is emptied rather than moved.
rotate() {
    local size
    size=$(stat -c %s "$1" 2>/dev/null) || return 0
    ((size > 10000000)) || return 0
    ! [[ -e $1.2 ]] || mv -f "$1.2" "$1.3"
    ! [[ -e $1.1 ]] || mv -f "$1.1" "$1.2"
    cp "$1" "$1.1" && : >"$1"
}

# Becomes the program of instance $1.
start_instance() {
    local line program="" arguments="" account=""
    trap - TERM INT HUP
    while IFS= read -r line; do
        case $line in
            PROGRAM=*) program=${line#*=} ;;
            ARGUMENTS=*) arguments=${line#*=} ;;
            ACCOUNT=*) account=${line#*=} ;;
            STAMP=*) ;;
            *) export "${line?}" ;;
        esac
    done <"$house/run/$name.plan"
    as_account=()
    [[ -z $account ]] || choose_account "$account" "$house/edge"
    cd "$house/run" || exit 1
    # shellcheck disable=SC2086 # arguments are words of ours without spaces
    exec "${as_account[@]}" "$program" $arguments </dev/null >>"$house/logs/$name.log" 2>&1
}

keep_node() {
    local kind=$1
    while [[ -z $ending ]] && { running "$house/$kind/pid" >/dev/null || [[ -e $house/$kind/ended ]]; }; do nap 1; done
    [[ -z $ending ]] || return 0
    printf '%s %s ended by itself and is started again\n' "$(date -u +%FT%TZ)" "$kind"
    (command_node "$kind" start "$house/$kind") >/dev/null
}
