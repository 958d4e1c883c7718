# shellcheck shell=bash
# Ports and secrets, chosen once and kept.

taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A loopback port that nobody listens on, below the range that the kernel gives to outgoing connections.
free_port() {
    local port
    for _ in {1..200}; do
        port=$((20000 + SRANDOM % 12000))
        taken "$port" || { printf '%s\n' "$port"; return; }
    done
    die "no free port was found between 20000 and 32000 on 127.0.0.1"
}

# $1 bytes (24 unless told), drawn, in hexadecimal digits.
secret() { od -An -N"${1-24}" -tx1 /dev/urandom | tr -d ' \n'; }

# The value of key $2 in the KEY=value file $1; made by the command that follows, and kept, when it is not there yet.
kept() {
    local file=$1 key=$2 value
    shift 2
    value=$(sed -n "s/^$key=//p" "$file" 2>/dev/null) || true
    if [[ -z $value ]]; then
        value=$("$@")
        (umask 077 && printf '%s=%s\n' "$key" "$value" >>"$file")
    fi
    printf '%s\n' "$value"
}

# Writes standard input to file $1, readable by us alone, and leaves a file alone that already says so.
write_secret() {
    (umask 077 && cat >"$1.new")
    if cmp -s "$1.new" "$1"; then rm -f "$1.new"; else mv -f "$1.new" "$1"; fi
}
