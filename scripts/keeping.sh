# shellcheck shell=bash
# Instances, and what keeps them alive: runit's runsv, one an instance, and svlogd, which takes what it says.
#
# `run/NAME.plan` says what an instance runs, in the folder `run/NAME` is what runsv reads of it, `run/NAME.keeper` names
# that runsv, `run/NAME.pid` the instance itself. The kernel ends an instance whose keeper died, so that no orphan goes on
# with old code.

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
    if running "$house/run/$name.keeper" >/dev/null && [[ $plan == "$(<"$house/run/$name.plan")" ]]; then return 0; fi
    end_instances "$name"
    printf '%s\n' "$plan" >"$house/run/$name.plan"
    write_instance "$name"
    # What an instance is told stands in its plan alone.
    local told without=()
    for told in VIGIE_TLS_CERTIFICATE VIGIE_IDENTITY VIGIE_COPY_DAYS VIGIE_INSECURE_COOKIES VIGIE_PUBLIC_ADDRESS "${!VIGIE_OIDC_@}" "${!VIGIE_SMTP_@}"; do without+=(-u "$told"); done
    setsid env "${without[@]}" runsv "$house/run/$name" </dev/null >>"$house/logs/keepers.log" 2>&1 9>&- &
    remember "$house/run/$name.keeper" $! || die "$name could not be started; see $house/logs/keepers.log"
}

# Writes what runsv reads of instance $1.
write_instance() {
    local name=$1 folder=$house/run/$1 log=$house/logs/$1
    mkdir -p "$folder/log" "$log"
    rm -f "$folder/down" "$folder/pause"
    # Ten files of 10 MB at most; a line may be long.
    printf 's10000000\nn10\n' >"$log/config"
    chmod 750 "$log"
    give "$service_account" "$log"
    give "$service_account" "$log/config"
    choose_account "$service_account"
    write_script "$folder/log/run" <<SCRIPT
#!/bin/sh
exec $(words "${as_account[@]}") svlogd -l 16000 -b 32000 $(words "$log")
SCRIPT
    write_script "$folder/finish" <<SCRIPT
#!/bin/bash
$(declare -f pause_before_restart)
pause_before_restart $(words "$name") "\$@"
SCRIPT
    if [[ -n $(plan_of "$name" NODE) ]]; then
        write_script "$folder/run" <<SCRIPT
#!/bin/sh
export VIGIE_HOME=$(words "$house")
exec $(words "$project/vigie" keep "$name") 2>&1
SCRIPT
    else
        write_program "$name" | write_script "$folder/run"
    fi
}

write_script() {
    cat >"$1"
    chmod 755 "$1"
}

# The given words, quoted for a shell.
words() { (($# == 0)) || printf '%q ' "$@"; }

# The script that becomes the program of instance $1.
write_program() {
    local name=$1 line program="" arguments="" account=$service_account
    cat <<SCRIPT
#!/bin/bash
$(declare -f start_time)
cd $(words "$house/run") || exit 1
umask 027
printf '%s %s\n' \$\$ "\$(start_time \$\$)" >$(words "$name.pid.new") && mv -f $(words "$name.pid.new" "$name.pid")
date +%s >$(words "$name/began")
SCRIPT
    while IFS= read -r line; do
        case $line in
            PROGRAM=*) program=${line#*=} ;;
            ARGUMENTS=*) arguments=${line#*=} ;;
            ACCOUNT=*) account=${line#*=} ;;
            STAMP=*) ;;
            *) printf 'export %q\n' "$line" ;;
        esac
    done <"$house/run/$name.plan"
    choose_account "$account"
    ((${#as_account[@]})) || as_account=(setpriv)
    printf 'exec %s%s%s 2>&1\n' "$(words "${as_account[@]}" --pdeathsig TERM --)" "$(words "$program")" "$arguments"
}

# What runsv does before it starts instance $1 again, which ended with status $2 or by signal $3: waits, from 1 s to 10 s;
# 1 s again once it ran for 3 s. It says so in the instance's log, and stops waiting when the instance is to stay down.
pause_before_restart() {
    local pause=1 began tenth
    [ ! -e down ] || return 0
    read -r began <began || began=0
    if (($(date +%s) - began < 3)); then
        read -r pause <pause || pause=1
    fi 2>/dev/null
    printf '{"time":"%s","level":"error","label":"keeper","message":"%s ended and is started again","status":"%s","signal":"%s","seconds":%d}\n' \
        "$(date -u +%FT%TZ)" "$1" "$2" "$3" "$pause"
    echo $((pause * 2 > 10 ? 10 : pause * 2)) >pause
    # runsv itself waits for a second after what ran for less than one.
    for ((tenth = 0; tenth < pause * 10 - 10; tenth++)); do
        [ ! -e down ] || return 0
        sleep 0.1
    done
}

# Ends the given instances together: SIGTERM, and SIGKILL for what has not drained after 25 s.
end_instances() {
    local name pid folders=() keepers=()
    for name; do
        if pid=$(running "$house/run/$name.keeper"); then
            # A keeper of a version before runit's has no folder, and hears a signal.
            [[ ! -d $house/run/$name ]] || touch "$house/run/$name/down"
            folders+=("$house/run/$name")
            keepers+=("$pid")
        fi
    done
    if ((${#folders[@]})); then
        # What is not under way yet hears it by a signal.
        sv -w 25 force-shutdown "${folders[@]}" >/dev/null 2>&1 || kill -TERM "${keepers[@]}" 2>/dev/null || true
        await_end 300 "${keepers[@]}" || die "not all of $* ended; see $house/logs/keepers.log"
    fi
    for name; do
        # Whose keeper died has been told to end by the kernel.
        if pid=$(running "$house/run/$name.pid"); then
            kill -TERM "$pid" 2>/dev/null || true
            await_end 250 "$pid" || kill -KILL "$pid" 2>/dev/null || true
        fi
        rm -rf "$house/run/$name" "$house/run/$name".{keeper,pid,plan}
    done
}

# Keeps the node of plan $1 alive: asks after it every second, since it is no child of ours, and starts it again when it
# ended by itself, as often as it takes. One that was ended on purpose is left alone.
command_keep() {
    local kind
    kind=$(plan_of "$1" NODE)
    date +%s >"$house/run/$1/began"
    while running "$house/$kind/pid" >/dev/null || [[ -e $house/$kind/ended ]]; do sleep 1; done
    printf '%s ended by itself and is started again\n' "$kind"
    # Recovery after a crash may take long; that is no reason to begin anew.
    VIGIE_NODE_PATIENCE=600 command_node "$kind" start "$house/$kind" >/dev/null
    exec "$project/vigie" keep "$1"
}
