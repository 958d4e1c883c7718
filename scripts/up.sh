# shellcheck shell=bash
# The commands about a house: up, down, reset, status, logs, ctl.

command_up() {
    local departments=() scales=() data="" port="" scale service code
    while (($#)); do
        [[ $# -ge 2 ]] || die "$1: usage: ./vigie up [--department CODE]… [--data FOLDER] [--port N] [--scale SERVICE=N]…"
        case $1 in
            --department) departments+=("${2^^}") ;;
            --data) data=$2 ;;
            --port) port=$2 ;;
            --scale) scales+=("$2") ;;
            *) die "unknown option '$1'" ;;
        esac
        shift 2
    done
    [[ -z $port || $port =~ ^[0-9]+$ && $port -ge 1 && $port -le 65535 ]] || die "--port takes a number from 1 to 65535, not '$port'"
    for code in "${departments[@]}"; do
        [[ $code =~ ^([0-9]{2,3}|2[AB]|ALL)$ ]] || die "--department takes an INSEE code such as 56 or 2A, or all, not '$code'"
    done
    [[ " ${departments[*]} " != *" ALL "* ]] || departments=(all)
    if ((${#departments[@]})); then
        [[ -n $data ]] || die "--department needs --data FOLDER, the folder of communes, populations and deaths"
        data=$(cd -- "$data" 2>/dev/null && pwd) || die "there is no folder $data"
    fi
    for scale in "${scales[@]}"; do
        service=${scale%%=*}
        [[ -n ${programs[$service]-} && ${scale#*=} =~ ^[1-9]$ ]] ||
            die "--scale takes SERVICE=N, SERVICE one of ${services[*]} and N from 1 to 9, not '$scale'"
    done
    [[ ${VIGIE_IDENTITY-} =~ ^[01]?$ ]] || die "VIGIE_IDENTITY is 0 or 1, not '$VIGIE_IDENTITY'"
    [[ ${VIGIE_COPY_DAYS-} =~ ^[0-9]*$ ]] || die "VIGIE_COPY_DAYS is a number of days, not '$VIGIE_COPY_DAYS'"
    check_provider
    check_mail
    [[ -n ${VIGIE_BIN-} ]] || find_swift

    settle_house
    lock_house
    mkdir -p "$house"/{run,logs,secrets,loaded}
    # Services pass through to their own; nobody lists it.
    chmod 711 "$house/secrets"
    touch "$house/settings"
    for service in "${services[@]}"; do
        [[ -n $(setting "SCALE_${service//-/_}") ]] || set_setting "SCALE_${service//-/_}" 1
    done
    for scale in "${scales[@]}"; do
        service=${scale%%=*}
        set_setting "SCALE_${service//-/_}" "${scale#*=}"
    done
    choose_edge_port "$port"
    [[ -z ${VIGIE_IDENTITY-} ]] || set_setting IDENTITY "$VIGIE_IDENTITY"
    [[ -z ${VIGIE_COPY_DAYS-} ]] || set_setting COPY_DAYS "$VIGIE_COPY_DAYS"
    keep_provider
    keep_mail

    say "Vigie starts in $house"
    step "packages" install_packages "${for_building[@]}" "${for_running[@]}"
    step "programs" build_house
    step "browser library" fetch_libraries
    step "design system" fetch_design
    step "what pages load, compressed" compress_assets
    step "PostgreSQL and RabbitMQ" start_nodes
    step "schema and topology" migrate
    [[ -e $house/loaded/00 ]] || step "exercise department" load 00
    for code in "${departments[@]}"; do
        loaded "$code" "$data" || step "$(named "$code")" load "$code" "$data"
    done
    has_key || step "key" make_key
    make_portal_secret
    step "accounts for demonstration" make_demo_accounts
    keep_certificate
    step "services" start_services
    ! running "$house/run/edge.keeper" >/dev/null || step "new doors" await_doors
    step "edge" start_edge
    end_unwanted
    write_env
    step "ready" await_services
    ! has_old_users || step "the broker's user of before" retire_users
    welcome
}

named() { if [[ $1 == all ]]; then echo "all departments"; else echo "department $1"; fi; }

# Whether department $1 is loaded from folder $2, alone or with all the others.
loaded() {
    local one
    for one in "$1" all; do
        if [[ -e $house/loaded/$one && $(<"$house/loaded/$one") == "$2" ]]; then return 0; fi
    done
    return 1
}

welcome() {
    local url key
    url=$(edge_scheme)://127.0.0.1:$(setting EDGE_PORT)
    key=$(<"$house/secrets/key")
    say ""
    say "Sign in at $url/connexion as one of"
    say ""
    welcome_demo
    cat >&2 <<EOF

All of this stands in $house_name/env, and the key for programs. Sign in as demo-prefecture, and declare a death:

  curl -i $url/v1/declarations -H 'Authorization: Bearer $key' -H 'Content-Type: application/json' -d '{"id":"$(</proc/sys/kernel/random/uuid)","revision":1,"commune":"00001","occurredOn":"$(TZ=Europe/Paris date +%F)","place":"home","cause":"other","deaths":1}'

EOF
}

command_down() {
    [[ $# == 0 ]] || die "usage: ./vigie down"
    [[ -e $house/settings ]] || return 0
    lock_house
    step "services" end_services
    step "RabbitMQ" end_node rabbitmq
    step "PostgreSQL" end_node postgres
}

command_reset() {
    [[ $# == 0 ]] || die "usage: ./vigie reset"
    [[ -e $house/settings ]] || return 0
    command_down "$@"
    rm -rf -- "$house" "$house_name"
}

command_status() {
    need_house
    local name pid state answer
    answer=$(mktemp)
    printf '%-18s %-8s %-20s %-6s %s\n' INSTANCE PID SINCE PORT STATE
    for name in postgres rabbitmq; do
        if pid=$(running "$house/$name/pid"); then state=running; else state=down; fi
        status_line "$name" "$pid" "$(sed -n 's/^PORT=//p' "$house/$name/settings" 2>/dev/null)" "$state"
    done
    for name in $(instances); do
        [[ $name != postgres && $name != rabbitmq ]] || continue
        if ! pid=$(running "$house/run/$name.pid"); then
            state=down
        else
            case $(readiness "$(operations_port_of "$name")" "$answer") in
                200) state=ready ;;
                503) state="not ready: $(tr -d '\n' <"$answer")" ;;
                *) state="does not answer" ;;
            esac
        fi
        status_line "$name" "$pid" "$(shown_port "$name")" "$state"
    done
    rm -f "$answer"
    printf '\n%-32s %10s %10s\n' QUEUE MESSAGES CONSUMERS
    rabbitmq_api "$house/rabbitmq" GET '/api/queues?columns=name,messages,consumers' 2>/dev/null | tr '}' '\n' |
        sed -nE 's/^.*"consumers":([0-9]+),"messages":([0-9]+),"name":"([^"]*)".*$/\3 \2 \1/p' | grep -v '^amq\.' | sort |
        while read -r name pid state; do printf '%-32s %10s %10s\n' "$name" "$pid" "$state"; done || true
}

# The port that instance $1 serves on; its port for operations where it serves nobody.
shown_port() {
    local key port
    for key in VIGIE_EDGE_PORT VIGIE_PORT VIGIE_OPERATIONS_PORT; do
        port=$(plan_of "$1" "$key")
        [[ -z $port ]] || { printf '%s\n' "$port"; return; }
    done
}

status_line() {
    local since=-
    [[ -z $2 ]] || since=$(since "$2")
    printf '%-18s %-8s %-20s %-6s %s\n' "$1" "${2:--}" "$since" "${3:--}" "$4"
}

command_logs() {
    need_house
    local pattern="" follow=() files
    for argument; do
        case $argument in
            -f) follow=(-F) ;;
            -*) die "usage: ./vigie logs [SERVICE] [-f]" ;;
            *) pattern=$argument ;;
        esac
    done
    case $pattern in
        postgres) mapfile -t files < <(compgen -G "$house/postgres/log/*.log") ;;
        rabbitmq) mapfile -t files < <(compgen -G "$house/rabbitmq/log/*.log") ;;
        *) mapfile -t files < <(compgen -G "$house/logs/$pattern*/current") ;;
    esac
    ((${#files[@]})) || die "there is no log of '$pattern'; services are ${services[*]}, edge, postgres, rabbitmq"
    exec tail -n 100 "${follow[@]}" "${files[@]}"
}

command_ctl() {
    need_house
    [[ -e $house/addresses ]] || die "nothing is up: ./vigie up starts it"
    ctl "$@"
}
