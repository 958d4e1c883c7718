# shellcheck shell=bash
# The edge: HAProxy, as docker/haproxy/edge.cfg says. Beside its copy in the house's folder `edge`, `house.cfg` holds what is
# set for this house, and `servers.cfg` where its services are. A change of them, as by --scale, is a reload: no request is
# cut or refused, and event streams go on for a while before they resume at the process that follows.

# A line for every instance of service $1.
servers() {
    local name
    for name in $(wanted_instances); do
        [[ ${name%-*} != "$1" ]] ||
            printf '    server %s 127.0.0.1:%s port %s\n' "$name" "$(port_of "$name")" "$(operations_port_of "$name")"
    done
}

write_servers() {
    cat <<CFG
backend ingest from service
    option httpchk GET /readyz
$(servers ingest)

backend portal from service
    option httpchk GET /healthz
$(servers portal)
CFG
}

# What is set for this house. The socket is named from the folder that instances run in, since a whole path may be too long.
write_edge_settings() {
    cat <<CFG
global
    setenv VIGIE_EDGE_BIND 127.0.0.1
    setenv VIGIE_EDGE_PORT $(setting EDGE_PORT)
    setenv VIGIE_EDGE_OPERATIONS 127.0.0.1:$1
    setenv VIGIE_EDGE_SOCKET ../edge/socket
    setenv VIGIE_EDGE_CONFIGURATION $(edge_configuration)
CFG
    [[ $(edge_scheme) == http ]] || printf '    setenv VIGIE_TLS_CERTIFICATE %s\n' "$house/edge/certificate.pem"
}

# Names the configuration as it stands.
edge_configuration() {
    local folder=$house/edge
    { cat "$folder/edge.cfg" "$folder/servers.cfg"; cat "$folder/certificate.pem" 2>/dev/null || true; } | sha256sum | cut -c 1-16
}

# Keeps the certificate that VIGIE_TLS_CERTIFICATE names for the edge; set to nothing, it takes it away. What cookies Portal
# sets hangs on it, so this comes before the services.
keep_certificate() {
    local kept=$house/edge/certificate.pem
    mkdir -p "$house/edge"
    chmod 755 "$house/edge"
    give haproxy "$house/edge"
    if [[ -n ${VIGIE_TLS_CERTIFICATE-} ]]; then
        [[ -r $VIGIE_TLS_CERTIFICATE ]] || die "VIGIE_TLS_CERTIFICATE names $VIGIE_TLS_CERTIFICATE, which cannot be read"
        write_secret "$kept" <"$VIGIE_TLS_CERTIFICATE"
        give haproxy "$kept"
    elif [[ -v VIGIE_TLS_CERTIFICATE ]]; then
        rm -f "$kept"
    fi
}

# http or https.
edge_scheme() { if [[ -e $house/edge/certificate.pem ]]; then echo https; else echo http; fi; }

start_edge() {
    local folder=$house/edge program operations complaint files=()
    program=$(command -v haproxy || echo /usr/sbin/haproxy)
    operations=$(port_kept edge.operations edge)
    cat "$project/docker/haproxy/edge.cfg" >"$folder/edge.cfg"
    write_servers >"$folder/servers.cfg"
    write_edge_settings "$operations" >"$folder/house.cfg"
    chmod 644 "$folder"/*.cfg
    files=(-f "$folder/house.cfg" -f "$folder/edge.cfg" -f "$folder/servers.cfg")
    complaint=$("$program" -c "${files[@]}" 2>&1) || die "HAProxy does not take the edge's configuration in $folder: $complaint"
    ensure_instance edge <<PLAN
PROGRAM=$program
ARGUMENTS=-W ${files[*]}
ACCOUNT=haproxy
STAMP=$(stamp "$program")
VIGIE_EDGE_PORT=$(setting EDGE_PORT)
VIGIE_EDGE_SCHEME=$(edge_scheme)
VIGIE_OPERATIONS_PORT=$operations
PLAN
    await_edge "$operations"
}

# Waits until the edge runs by the configuration as it stands; one that runs by another is told to read it.
await_edge() {
    local told wanted until=$((SECONDS + 30)) reloaded=""
    wanted=$(edge_configuration)
    while told=$(curl -s --max-time 2 "http://127.0.0.1:$1/healthz") || true; [[ $told != *"\"$wanted\""* ]]; do
        ((SECONDS < until)) || die "the edge does not run as it should; its log is $house/logs/edge/current"
        if [[ -z $reloaded && $told == *configuration* ]]; then
            reloaded=1
            kill -USR2 "$(running "$house/run/edge.pid")" || die "the edge ended while it was changed; its log is $house/logs/edge/current"
        fi
        sleep 0.1
    done
}

# The edge keeps its port; a new one is asked for, or 8080 the first time.
choose_edge_port() {
    local port=${1:-$(setting EDGE_PORT)}
    port=${port:-8080}
    if [[ $port != "$(plan_of edge VIGIE_EDGE_PORT)" ]] || ! running "$house/run/edge.keeper" >/dev/null; then
        ! taken "$port" || die "port $port is taken by another process; choose another with ./vigie up --port N"
    fi
    set_setting EDGE_PORT "$port"
}
