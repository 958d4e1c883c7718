# shellcheck shell=bash
# Nodes: a private PostgreSQL or RabbitMQ in a folder of its own. It keeps its ports and secrets there (`settings`), so that
# it comes back at the same address. `ended` marks one that was ended on purpose.
# The `settings` of a node, read into a subshell, define names in capitals; commands are functions called by name.
# shellcheck disable=SC2153,SC2317

# Has the node of kind $1 in folder $2 end, and its folder go, when process $3 ends.
end_with() {
    local started
    started=$(start_time "$3") || die "process $3, which the node should end with, does not run"
    setsid "$project/vigie" node "$1" watch "$2" "$3" "$started" </dev/null >/dev/null 2>&1 &
}

node_watch() {
    let_go
    local kind=$1 folder=$2 pid=$3 started=$4
    while [[ -e $folder/settings && $(start_time "$pid") == "$started" ]]; do sleep 1; done
    [[ -e $folder/settings ]] || return 0
    "${kind}_kill" "$folder"
    rm -rf -- "$folder"
}

# Waits until command $4… succeeds, for at most $3 seconds, while the process of pid file $2 runs. $1 says what is awaited.
await_node() {
    local what=$1 pid_file=$2 seconds=$3 until log
    shift 3
    until=$((SECONDS + seconds))
    log=$(dirname "$pid_file")/log
    while ! "$@" >/dev/null 2>&1; do
        running "$pid_file" >/dev/null || die "$what ended while it started; its log is in $log"
        ((SECONDS < until)) || die "$what was not ready within $seconds s; its log is in $log"
        sleep 0.1
    done
}

# Sends signal $2 to the node in folder $3 and all its children. $1 is its name.
node_signal() {
    local pid children
    pid=$(running "$3/pid") || die "$1 in $3 does not run"
    mapfile -t children < <(descendants_of "$pid")
    kill "-$2" "$pid" "${children[@]}" 2>/dev/null || true
}

command_node() {
    local usage="usage: ./vigie node postgres|rabbitmq start [--with PID]|stop|kill|pause|resume|ctl|database|users|vhost FOLDER …"
    local kind=${1-} verb=${2-} with=""
    shift 2 2>/dev/null || die "$usage"
    [[ $kind == postgres || $kind == rabbitmq ]] && [[ -n $verb ]] && declare -F "node_${kind}_$verb" >/dev/null ||
        [[ $verb == watch ]] || die "$usage"
    if [[ ${1-} == --with ]]; then
        with=${2-}
        shift 2
    fi
    [[ -n ${1-} ]] || die "$usage"
    local folder=$1
    shift
    [[ $verb != start ]] || mkdir -p "$folder"
    folder=$(cd -- "$folder" 2>/dev/null && pwd) || die "there is no folder $folder"
    if [[ $verb == watch ]]; then
        node_watch "$kind" "$folder" "$@"
        return
    fi
    case $verb in
        database | vhost) [[ $# == 1 ]] || die "usage: ./vigie node $kind $verb FOLDER NAME" ;;
        ctl | exec) ;;
        *) [[ $# == 0 ]] || die "$usage" ;;
    esac
    if [[ $verb == start ]]; then
        # Its keeper and a person may start it at once: the second finds it running.
        exec 8>"$folder/lock"
        flock 8
    else
        [[ -e $folder/settings ]] || die "there is no $kind node in $folder"
    fi
    if [[ $verb == start ]]; then
        local addresses
        addresses=$("node_${kind}_start" "$folder")
        exec 8>&-
        [[ -z $with ]] || end_with "$kind" "$folder" "$with"
        printf '%s\n' "$addresses"
    else
        "node_${kind}_$verb" "$folder" "$@"
    fi
}
