# shellcheck shell=bash
# Processes and their pid files. A pid file holds the start time besides the number, so that a number that was given to
# another process since is never signalled.

# The start time of process $1 in clock ticks since boot; fails when it is gone or a zombie.
start_time() {
    local stat fields
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    read -ra fields <<<"${stat##*) }"
    [[ ${fields[0]} != [ZX] ]] && printf '%s\n' "${fields[19]}"
}

# The same as a date.
since() {
    local ticks boot
    ticks=$(start_time "$1") || return 0
    boot=$(sed -n 's/^btime //p' /proc/stat)
    date -d "@$((boot + ticks / $(getconf CLK_TCK)))" '+%F %T'
}

# Lets go of every descriptor that a caller left open: what outlives its caller must not hold the caller's pipes. (255 is
# where bash reads this script.)
let_go() {
    local descriptor
    for descriptor in /proc/self/fd/*; do
        descriptor=${descriptor##*/}
        ((descriptor < 3 || descriptor == 255)) || eval "exec $descriptor>&-"
    done
}

# Remembers process $2 in the pid file $1.
remember() {
    local started
    started=$(start_time "$2") || return 1
    printf '%s %s\n' "$2" "$started" >"$1.new" && mv -f "$1.new" "$1"
}

# Prints the process of the pid file $1, if it is still that very process.
running() {
    local pid started
    { read -r pid started <"$1"; } 2>/dev/null || return 1
    [[ $(start_time "$pid") == "$started" ]] && printf '%s\n' "$pid"
}

# Waits until each of the given processes is gone, for at most $1 tenths of a second.
await_end() {
    local tenths=$1 pid
    shift
    for pid; do
        while start_time "$pid" >/dev/null; do
            ((tenths-- > 0)) || return 1
            sleep 0.1
        done
    done
}

children_of() { cat "/proc/$1/task"/*/children 2>/dev/null | tr ' ' '\n' | sed '/^$/d'; }

descendants_of() {
    local child
    for child in $(children_of "$1"); do
        printf '%s\n' "$child"
        descendants_of "$child"
    done
}
