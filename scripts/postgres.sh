# shellcheck shell=bash
# A private PostgreSQL: see nodes.sh.
# shellcheck disable=SC2153

postgres_bin() {
    local newest
    newest=$(printf '%s\n' /usr/lib/postgresql/*/bin/postgres | sort -t/ -k5 -n | tail -1)
    [[ -x $newest ]] || die "PostgreSQL is not installed: apt-get install postgresql"
    dirname "$newest"
}

# psql as superuser on the node in folder $1. A node that serves may take long to answer where tests share two cores.
postgres_sql() {
    local folder=$1
    shift
    # shellcheck source=/dev/null
    (. "$folder/settings" && PGPASSWORD=$SUPERUSER_PASSWORD PGCONNECT_TIMEOUT=${PGCONNECT_TIMEOUT:-30} exec psql -X -q -A -t -v ON_ERROR_STOP=1 \
        -h 127.0.0.1 -p "$PORT" -U postgres "$@")
}

postgres_create() {
    local folder=$1 bin=$2 password
    rm -rf "$folder/data"
    mkdir -p "$folder/data" "$folder/log"
    chmod 700 "$folder/data" "$folder/log"
    give postgres "$folder/data"
    give postgres "$folder/log"
    password=$(kept "$folder/settings" SUPERUSER_PASSWORD secret)
    (umask 077 && printf '%s\n' "$password" >"$folder/log/password")
    give postgres "$folder/log/password"
    choose_account postgres
    "${as_account[@]}" "$bin/initdb" --pgdata="$folder/data" --username=postgres \
        --pwfile="$folder/log/password" --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 \
        </dev/null >"$folder/log/initdb.log" 2>&1 ||
        die "PostgreSQL could not create its data folder; see $folder/log/initdb.log"
    rm -f "$folder/log/password"
    cat >>"$folder/data/postgresql.conf" <<EOF

# What Vigie asks for.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
superuser_reserved_connections = 5
password_encryption = 'scram-sha-256'
synchronous_commit = on
shared_buffers = 128MB
max_wal_size = 512MB
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %a '
log_lock_waits = on
logging_collector = on
log_filename = 'postgres-%u.log'
log_truncate_on_rotation = on
log_rotation_age = 1d
log_rotation_size = 0
EOF
}

node_postgres_start() {
    local folder=$1 bin pid port owner
    bin=$(postgres_bin)
    if ! running "$folder/pid" >/dev/null; then
        [[ -e $folder/created ]] || postgres_create "$folder" "$bin"
        chmod 700 "$folder/log"
        port=$(kept "$folder/settings" PORT free_port)
        kept "$folder/settings" OWNER_PASSWORD secret >/dev/null
        taken "$port" && die "port $port, where this PostgreSQL lives, is taken by another process"
        # Our pid file says that nobody serves this folder; PostgreSQL's own may still name a zombie, or a stranger.
        rm -f "$folder/data/postmaster.pid" "$folder/ended"
        (
            cd "$folder/data"
            exec setsid "$project/vigie" node postgres exec "$folder" "$bin/postgres" -D "$folder/data" -p "$port" -c log_directory="$folder/log"
        ) </dev/null >>"$folder/log/start.log" 2>&1 &
        remember "$folder/pid" $! || die "PostgreSQL could not be started; see $folder/log/start.log"
    fi
    pid=$(running "$folder/pid") || die "PostgreSQL could not be started; see $folder/log/start.log"
    [[ -n $pid ]]
    (export PGCONNECT_TIMEOUT=5; await_node PostgreSQL "$folder/pid" "${VIGIE_NODE_PATIENCE:-60}" postgres_sql "$folder" -d postgres -c 'select 1') ||
        { postgres_kill "$folder"; exit 1; }
    if [[ ! -e $folder/created ]]; then
        owner=$(kept "$folder/settings" OWNER_PASSWORD secret)
        postgres_sql "$folder" -d postgres >/dev/null <<EOF || die "PostgreSQL refused to create the owner; see $folder/log"
create role vigie_owner login createdb createrole password '$owner';
grant pg_monitor, pg_signal_backend to vigie_owner with admin option;
create database vigie owner vigie_owner;
EOF
        touch "$folder/created"
    fi
    postgres_url "$folder" vigie
}

postgres_url() {
    # shellcheck source=/dev/null
    (. "$1/settings" && printf 'VIGIE_DATABASE_URL=postgresql://vigie_owner:%s@127.0.0.1:%s/%s\n' "$OWNER_PASSWORD" "$PORT" "$2")
}

# Becomes the server: the pid does not change, so the starter can remember it.
node_postgres_exec() {
    local folder=$1
    shift
    let_go
    choose_account postgres
    exec "${as_account[@]}" "$@"
}

# A new empty database $2 of the owner's.
node_postgres_database() {
    [[ $2 =~ ^[a-z][a-z0-9_]*$ ]] || die "a database's name is of a-z, 0-9 and _: '$2' is not"
    postgres_sql "$1" -d postgres -c "create database $2 owner vigie_owner" || die "PostgreSQL could not create database $2"
    postgres_url "$1" "$2"
}

node_postgres_stop() {
    local folder=$1 pid
    touch "$folder/ended"
    pid=$(running "$folder/pid") || { rm -f "$folder/pid"; return 0; }
    kill -INT "$pid"
    await_end 300 "$pid" || postgres_kill "$folder"
    rm -f "$folder/pid"
}

node_postgres_kill() {
    touch "$1/ended"
    postgres_kill "$1"
}

# As a power cut would: the postmaster first, so that it cannot tidy up, then its children.
postgres_kill() {
    local folder=$1 pid children
    pid=$(running "$folder/pid") || { rm -f "$folder/pid"; return 0; }
    mapfile -t children < <(children_of "$pid")
    kill -KILL "$pid" "${children[@]}" 2>/dev/null || true
    await_end 100 "$pid" "${children[@]}" || die "PostgreSQL (process $pid) outlived kill -9"
    rm -f "$folder/pid"
}

node_postgres_pause() { node_signal PostgreSQL STOP "$1"; }
node_postgres_resume() { node_signal PostgreSQL CONT "$1"; }

node_postgres_ctl() {
    local folder=$1
    shift
    postgres_sql "$folder" -d vigie "$@"
}
