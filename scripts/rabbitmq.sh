# shellcheck shell=bash
# A private RabbitMQ: see nodes.sh.
# shellcheck disable=SC2153

rabbitmq_home() {
    local newest
    newest=$(printf '%s\n' /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server | sort -V | tail -1)
    [[ -x $newest ]] || die "RabbitMQ is not installed: apt-get install rabbitmq-server"
    dirname "$(dirname "$newest")"
}

# Runs a program of the broker's ($2…) with the environment of the node in folder $1, in place of this process.
node_rabbitmq_exec() {
    local folder=$1 home program=$2
    shift 2
    home=$(rabbitmq_home)
    # shellcheck source=/dev/null
    . "$folder/settings"
    local loopback="-kernel inet_dist_use_interface {127,0,0,1}"
    export HOME=$folder/home LANG=C.UTF-8
    export ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$EPMD_PORT
    export RABBITMQ_NODENAME=vigie@localhost RABBITMQ_USE_LONGNAME=false
    export RABBITMQ_CONF_ENV_FILE=$folder/home/none
    export RABBITMQ_CONFIG_FILE=$folder/rabbitmq RABBITMQ_ADVANCED_CONFIG_FILE=$folder/advanced.config
    export RABBITMQ_ENABLED_PLUGINS_FILE=$folder/plugins RABBITMQ_GENERATED_CONFIG_DIR=$folder/home/config
    export RABBITMQ_MNESIA_BASE=$folder/data RABBITMQ_LOG_BASE=$folder/log RABBITMQ_PID_FILE=$folder/home/pid
    export RABBITMQ_DIST_PORT=$DIST_PORT
    export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="$loopback +sbwt none +sbwtdcpu none +sbwtdio none"
    export RABBITMQ_CTL_ERL_ARGS="$loopback"
    let_go
    umask 077
    choose_account rabbitmq
    case $program in
        epmd) exec "${as_account[@]}" epmd -port "$EPMD_PORT" ;;
        *) exec "${as_account[@]}" "$home/sbin/$program" "$@" ;;
    esac
}

rabbitmq_create() {
    local folder=$1 amqp management prometheus password
    mkdir -p "$folder/home/config" "$folder/data" "$folder/log"
    amqp=$(kept "$folder/settings" PORT free_port)
    management=$(kept "$folder/settings" MANAGEMENT_PORT free_port)
    prometheus=$(kept "$folder/settings" PROMETHEUS_PORT free_port)
    kept "$folder/settings" DIST_PORT free_port >/dev/null
    kept "$folder/settings" EPMD_PORT free_port >/dev/null
    password=$(kept "$folder/settings" VIGIECTL_PASSWORD secret)
    cat >"$folder/rabbitmq.conf" <<EOF
listeners.tcp.1 = 127.0.0.1:$amqp
management.tcp.ip = 127.0.0.1
management.tcp.port = $management
prometheus.tcp.ip = 127.0.0.1
prometheus.tcp.port = $prometheus
default_user = vigiectl
default_pass = $password
default_user_tags.administrator = true
vm_memory_high_watermark.absolute = 1GB
disk_free_limit.absolute = 64MB
max_message_size = 16777216
raft.wal_max_size_bytes = 67108864
log.file = rabbitmq.log
log.file.rotation.size = 10485760
log.file.rotation.count = 3
EOF
    printf '[].\n' >"$folder/advanced.config"
    printf '[rabbitmq_management,rabbitmq_prometheus].\n' >"$folder/plugins"
    (umask 077 && secret >"$folder/home/.erlang.cookie")
    chmod 400 "$folder/home/.erlang.cookie"
    chmod 600 "$folder/rabbitmq.conf"
    local path
    for path in home home/.erlang.cookie home/config data log rabbitmq.conf advanced.config plugins; do
        give rabbitmq "$folder/$path"
    done
    touch "$folder/created"
}

# Calls the management API of the node in folder $1: method $2, path $3, perhaps a JSON body $4.
rabbitmq_api() { rabbitmq_api_as vigiectl VIGIECTL_PASSWORD "$@"; }

# The same as user $1, whose password is the setting $2.
rabbitmq_api_as() {
    local user=$1 key=$2
    shift 2
    # shellcheck source=/dev/null
    (. "$1/settings" && curl -sS --fail --max-time 30 -u "$user:${!key}" -X "$2" -H 'content-type: application/json' \
        ${4:+-d "$4"} "http://127.0.0.1:$MANAGEMENT_PORT$3")
}

# Puts what standard input says, a line a thing: a path, and its JSON body. By one curl, for there may be many.
rabbitmq_put() {
    local path body
    # shellcheck source=/dev/null
    (
        . "$1/settings"
        while read -r path body; do
            printf 'user = "vigiectl:%s"\nurl = "http://127.0.0.1:%s%s"\nrequest = PUT\nheader = "content-type: application/json"\ndata = "%s"\nfail\nmax-time = 30\nnext\n' \
                "$VIGIECTL_PASSWORD" "$MANAGEMENT_PORT" "$path" "${body//\"/\\\"}"
        done | sed '$d' | curl -sS --fail-early --config -
    )
}

rabbitmq_ready() {
    # shellcheck source=/dev/null
    (. "$1/settings" && taken "$PORT") || return 1
    rabbitmq_api "$1" GET /api/health/checks/virtual-hosts || rabbitmq_admit "$1"
}

# Has a node of a version before, whose one user was called vigie, know vigiectl too. vigie goes once no service connects by
# it any more: see retire_users.
rabbitmq_admit() {
    grep -q '^PASSWORD=' "$1/settings" || return 1
    local password
    password=$(kept "$1/settings" VIGIECTL_PASSWORD secret)
    rabbitmq_api_as vigie PASSWORD "$1" PUT /api/users/vigiectl "{\"password\":\"$password\",\"tags\":\"administrator\"}" &&
        rabbitmq_api_as vigie PASSWORD "$1" PUT /api/permissions/%2F/vigiectl "$every_right"
}

every_right='{"configure":".*","write":".*","read":".*"}'

node_rabbitmq_start() {
    local folder=$1 port
    rabbitmq_home >/dev/null
    [[ -e $folder/created ]] || rabbitmq_create "$folder"
    kept "$folder/settings" VIGIECTL_PASSWORD secret >/dev/null
    # Queues hold declarations, and logs tell who declares.
    chmod 700 "$folder/home" "$folder/data" "$folder/log"
    if ! running "$folder/pid" >/dev/null; then
        # shellcheck source=/dev/null
        for port in $(. "$folder/settings" && printf '%s ' "$PORT" "$MANAGEMENT_PORT" "$PROMETHEUS_PORT" "$DIST_PORT"); do
            ! taken "$port" || die "port $port, where this RabbitMQ lives, is taken by another process"
        done
        rm -f "$folder/ended" "$folder/home/pid"
        if ! running "$folder/epmd.pid" >/dev/null; then
            setsid "$project/vigie" node rabbitmq exec "$folder" epmd </dev/null >>"$folder/log/start.log" 2>&1 &
            remember "$folder/epmd.pid" $! || die "epmd could not be started; see $folder/log/start.log"
        fi
        setsid "$project/vigie" node rabbitmq exec "$folder" rabbitmq-server </dev/null >>"$folder/log/start.log" 2>&1 &
        remember "$folder/pid" $! || die "RabbitMQ could not be started; see $folder/log/start.log"
    fi
    (await_node RabbitMQ "$folder/pid" "${VIGIE_NODE_PATIENCE:-90}" rabbitmq_ready "$folder") || { rabbitmq_kill "$folder"; exit 1; }
    # From now on the node is its virtual machine: the shell that started it only waits.
    remember "$folder/pid" "$(<"$folder/home/pid")" || die "RabbitMQ ended while it started; its log is in $folder/log"
    rabbitmq_url "$folder" ""
}

# Prints the addresses of the virtual host $2 ("" is the default one), as vigiectl.
rabbitmq_url() {
    # shellcheck source=/dev/null
    (. "$1/settings" && printf 'VIGIE_AMQP_URL=amqp://vigiectl:%s@127.0.0.1:%s/%s\nVIGIE_AMQP_MANAGEMENT_URL=http://vigiectl:%s@127.0.0.1:%s\n' \
        "$VIGIECTL_PASSWORD" "$PORT" "${2:-%2F}" "$VIGIECTL_PASSWORD" "$MANAGEMENT_PORT")
}

# Makes the services' users on a node of tests, all with one password. Those of a house are made by `vigiectl migrate`.
node_rabbitmq_users() {
    local service password
    if ! grep -q '^SERVICES_PASSWORD=' "$1/settings" && rabbitmq_api "$1" GET /api/users/ingest >/dev/null 2>&1; then
        die "the users of this RabbitMQ are a house's"
    fi
    password=$(kept "$1/settings" SERVICES_PASSWORD secret)
    for service in "${services[@]}"; do printf '/api/users/%s {"password":"%s","tags":""}\n' "$service" "$password"; done |
        rabbitmq_put "$1" || die "RabbitMQ could not create the services' users"
    printf 'VIGIE_AMQP_SERVICES_PASSWORD=%s\n' "$password"
}

# A new virtual host $2, and $2.rpc for its questions, on a node of tests. Every user may do everything in them, until a test
# gives the rights of a house.
node_rabbitmq_vhost() {
    [[ $2 =~ ^[a-z][a-z0-9_-]*$ ]] || die "a virtual host's name is of a-z, 0-9, _ and -: '$2' is not"
    local user host
    for host in "$2" "$2.rpc"; do
        printf '/api/vhosts/%s {}\n' "$host"
        for user in vigiectl "${services[@]}"; do printf '/api/permissions/%s/%s %s\n' "$host" "$user" "$every_right"; done
    done | rabbitmq_put "$1" || die "RabbitMQ could not create virtual host $2"
    rabbitmq_url "$1" "$2"
}

# The whole family of the server: the virtual machine and its port programs (while it starts, the shell around them).
rabbitmq_processes() {
    local pid
    pid=$(running "$1/pid") && { printf '%s\n' "$pid"; descendants_of "$pid"; }
}

rabbitmq_end_epmd() {
    local pid
    if pid=$(running "$1/epmd.pid"); then
        kill -KILL "$pid" 2>/dev/null || true
        await_end 50 "$pid" || true
    fi
    rm -f "$1/epmd.pid"
}

node_rabbitmq_stop() {
    local folder=$1 processes
    touch "$folder/ended"
    mapfile -t processes < <(rabbitmq_processes "$folder")
    if ((${#processes[@]})); then
        kill -CONT "${processes[@]}" 2>/dev/null || true
        kill -TERM "${processes[0]}" 2>/dev/null || true
        await_end 200 "${processes[@]}" || rabbitmq_kill "$folder"
    fi
    rabbitmq_end_epmd "$folder"
    rm -f "$folder/pid"
}

node_rabbitmq_kill() {
    touch "$1/ended"
    rabbitmq_kill "$1"
}

rabbitmq_kill() {
    local folder=$1 processes
    mapfile -t processes < <(rabbitmq_processes "$folder")
    if ((${#processes[@]})); then
        kill -KILL "${processes[@]}" 2>/dev/null || true
        await_end 100 "${processes[@]}" || die "RabbitMQ (process ${processes[0]}) outlived kill -9"
    fi
    rabbitmq_end_epmd "$folder"
    rm -f "$folder/pid"
}

node_rabbitmq_pause() { node_signal RabbitMQ STOP "$1"; }
node_rabbitmq_resume() { node_signal RabbitMQ CONT "$1"; }

node_rabbitmq_ctl() {
    local folder=$1
    shift
    (cd "$folder/home" && node_rabbitmq_exec "$folder" rabbitmqctl "$@")
}
