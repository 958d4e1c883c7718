# shellcheck shell=bash
# What whoever starts the house tells of a server beside it, in settings VIGIE_WORD: the words are kept with the house's settings, and one
# secret in a file of its own, so that the house comes up again without being told.

# Dies where one of the settings of words $@ cannot be kept: each is one line, and what ends in _FILE names a file that can be read.
check_told() {
    local word name
    for word; do
        name=VIGIE_$word
        [[ ${!name-} != *$'\n'* ]] || die "$name is one line"
        [[ $word != *_FILE || -z ${!name-} || -r ${!name} ]] || die "there is no file ${!name} to read ($name)"
    done
}

# Keeps the settings of words $@, those that are not told as empty.
keep_told() {
    local word name
    for word; do
        name=VIGIE_$word
        set_setting "$word" "${!name-}"
    done
}

# Keeps the secret VIGIE_$2, or what the file VIGIE_$2_FILE holds, as $1 among the house's secrets.
keep_told_secret() {
    local name=VIGIE_$2 file=VIGIE_$2_FILE
    if [[ -n ${!file-} ]]; then
        write_secret "$house/secrets/$1" <"${!file}"
    else
        printf '%s\n' "${!name}" | write_secret "$house/secrets/$1"
    fi
}

# The lines of a plan for the words $@ of which something is kept.
told_plan() {
    local word value
    for word; do
        value=$(setting "$word")
        [[ -z $value ]] || printf 'VIGIE_%s=%s\n' "$word" "$value"
    done
}
