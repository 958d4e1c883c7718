# shellcheck shell=bash
# The instances of services.

# Every instance that the settings ask for.
wanted_instances() {
    local service number
    for service in "${services[@]}"; do
        for ((number = 1; number <= $(setting "SCALE_${service//-/_}"); number++)); do printf '%s\n' "$service-$number"; done
    done
}

service_plan() {
    local service=$1 name=$2 port=$3 operations_port=$4 program
    program=$(bin)/${programs[$service]}
    [[ -x $program ]] || die "there is no $program"
    program=$(within_reach "$program")
    role_url "vigie_${service//-/_}" "$house/secrets/$service.database"
    amqp_url "$service" "$house/secrets/$service.amqp"
    lend "$house/secrets/$service.database" "$house/secrets/$service.amqp" "$house/secrets/receipt"
    cat <<EOF_PLAN
PROGRAM=$program
STAMP=$(stamp "$program")
VIGIE_INSTANCE=$name
VIGIE_HOST=127.0.0.1
VIGIE_OPERATIONS_PORT=$operations_port
${port:+VIGIE_PORT=$port
}VIGIE_AMQP_URL_FILE=$house/secrets/$service.amqp
VIGIE_DATABASE_URL_FILE=$house/secrets/$service.database
VIGIE_RECEIPT_SECRET_FILE=$house/secrets/receipt
EOF_PLAN
    [[ " ${readers[*]} " != *" $service "* ]] || reader_plan "$service"
    [[ $service != portal ]] || portal_plan
    [[ $service != portal && $service != map-rendering ]] || told_plan COPY_DAYS
    printf 'VIGIE_COMPRESSED=%s\n' "$(compressed)"
    [[ ! -e $house/libraries ]] || printf 'VIGIE_ASSETS=%s\n' "$house/libraries"
    [[ $program != "$house"/* ]] || printf 'LD_LIBRARY_PATH=%s\n' "$house/programs/lib"
}

# What service $1 is told that has a reader's role as well.
reader_plan() {
    role_url "vigie_$1_reader" "$house/secrets/$1.reader"
    lend "$house/secrets/$1.reader"
    printf 'VIGIE_READER_DATABASE_URL_FILE=%s\n' "$house/secrets/$1.reader"
}

# What Portal alone is told.
portal_plan() {
    lend "$house/secrets/portal"
    printf 'VIGIE_PORTAL_SECRET_FILE=%s\n' "$house/secrets/portal"
    # Passwords of some accounts stand in `env`: see demo.sh.
    printf 'VIGIE_DEMO=1\n'
    # Not every browser keeps a Secure cookie of an address without TLS. Portal takes this on loopback alone.
    [[ $(edge_scheme) != http ]] || printf 'VIGIE_INSECURE_COOKIES=1\n'
    # Where forms without scripts are handed on: by the edge, which knows every Ingest; over TLS its certificate names no loopback.
    if [[ $(edge_scheme) == http ]]; then
        printf 'VIGIE_INGEST_URL=http://127.0.0.1:%s\n' "$(setting EDGE_PORT)"
    else
        printf 'VIGIE_INGEST_URL=http://127.0.0.1:%s\n' "$(port_kept ingest-1 ingest-1)"
    fi
    [[ $(setting IDENTITY) != 1 ]] || printf 'VIGIE_IDENTITY=1\n'
    provider_plan
    mail_plan
}

# The port that instance $1 serves people on, none where it serves nobody; and the one for those who run it.
port_of() { plan_of "$1" VIGIE_PORT; }
operations_port_of() { plan_of "$1" VIGIE_OPERATIONS_PORT; }

# The port that is kept under name $1. Another one where a stranger took it, unless instance $2, whose it is, runs.
port_kept() {
    local port
    port=$(kept "$house/ports" "$1" free_port)
    if ! running "$house/run/$2.keeper" >/dev/null && taken "$port"; then
        sed -i "/^$1=/d" "$house/ports"
        port=$(kept "$house/ports" "$1" free_port)
    fi
    printf '%s\n' "$port"
}

# Waits, for a while, until each Ingest and Portal is ready: an edge that runs already takes a new one for well until it has
# checked it first.
await_doors() {
    local name last=$((SECONDS + 20))
    for name in $(wanted_instances); do
        [[ ${name%-*} == ingest || ${name%-*} == portal ]] || continue
        until [[ $(readiness "$(operations_port_of "$name")" /dev/null) == 200 ]] || ((SECONDS >= last)); do sleep 0.1; done
    done
}

start_services() {
    local name port operations_port
    [[ -s $house/secrets/receipt ]] || secret | write_secret "$house/secrets/receipt"
    for name in $(wanted_instances); do
        operations_port=$(port_kept "$name.operations" "$name")
        port=""
        [[ ${name%-*} != ingest && ${name%-*} != portal ]] || port=$(port_kept "$name" "$name")
        service_plan "${name%-*}" "$name" "$port" "$operations_port" | ensure_instance "$name"
    done
}

# Ends what a smaller scale no longer asks for; after the edge has let go of it.
end_unwanted() {
    local name unwanted=()
    for name in $(instances); do
        [[ " $(wanted_instances | tr '\n' ' ') postgres rabbitmq edge " == *" $name "* ]] || unwanted+=("$name")
    done
    ((${#unwanted[@]} == 0)) || end_instances "${unwanted[@]}"
}

readiness() { curl -s --max-time 2 -o "${2:-/dev/null}" -w '%{http_code}' "http://127.0.0.1:$1/readyz" || true; }

# The edge too: it is ready once an Ingest and a Portal are.
await_services() {
    local name until=$((SECONDS + 120)) answer
    answer=$(mktemp)
    # shellcheck disable=SC2064 # this very file
    trap "rm -f '$answer'" EXIT
    for name in $(instances); do
        [[ -n $(operations_port_of "$name") ]] || continue
        until [[ $(readiness "$(operations_port_of "$name")" "$answer") == 200 ]]; do
            ((SECONDS < until)) || die "$name is not ready: $(tail -c 300 "$answer"); its log is $house/logs/$name/current"
            sleep 0.1
        done
    done
}

end_services() {
    local all
    mapfile -t all < <(instances)
    ((${#all[@]} == 0)) || end_instances "${all[@]}"
}

write_env() {
    {
        printf 'VIGIE_URL=%s://127.0.0.1:%s\n' "$(edge_scheme)" "$(setting EDGE_PORT)"
        printf 'VIGIE_INGEST_URL=http://127.0.0.1:%s\n' "$(port_of ingest-1)"
        printf 'VIGIE_API_KEY=%s\n' "$(<"$house/secrets/key")"
        cat "$house/secrets/demo" "$house/addresses"
    } | write_secret "$house/env"
}
