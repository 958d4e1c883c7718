# shellcheck shell=bash
# The identity provider that people sign in by at Portal, as whoever starts the house tells it: VIGIE_OIDC_….

# What is kept with the house's settings; the client's secret is kept apart.
provider_words=(ISSUER CLIENT_ID ALGORITHM SECOND_FACTOR SECOND_FACTOR_METHODS NAME)

# Whether what is told of the provider can be kept; Portal judges the rest.
check_provider() {
    local word name
    for word in "${provider_words[@]}" CLIENT_SECRET CLIENT_SECRET_FILE; do
        name=VIGIE_OIDC_$word
        [[ ${!name-} != *$'\n'* ]] || die "$name is one line"
    done
    [[ -z ${VIGIE_OIDC_CLIENT_SECRET_FILE-} || -r $VIGIE_OIDC_CLIENT_SECRET_FILE ]] ||
        die "there is no file $VIGIE_OIDC_CLIENT_SECRET_FILE to read (VIGIE_OIDC_CLIENT_SECRET_FILE)"
    [[ -z ${VIGIE_OIDC_ISSUER-} || -n ${VIGIE_OIDC_CLIENT_ID-} && -n ${VIGIE_OIDC_CLIENT_SECRET-}${VIGIE_OIDC_CLIENT_SECRET_FILE-} ]] ||
        die "VIGIE_OIDC_ISSUER needs VIGIE_OIDC_CLIENT_ID, and VIGIE_OIDC_CLIENT_SECRET or VIGIE_OIDC_CLIENT_SECRET_FILE"
}

# Keeps what is told. Whoever tells an issuer tells all of it; an empty one takes the provider away; untold, all stays as it was.
keep_provider() {
    [[ -v VIGIE_OIDC_ISSUER ]] || return 0
    local word name
    for word in "${provider_words[@]}"; do
        name=VIGIE_OIDC_$word
        set_setting "OIDC_$word" "${!name-}"
    done
    if [[ -z $VIGIE_OIDC_ISSUER ]]; then
        rm -f "$house/secrets/provider"
    elif [[ -n ${VIGIE_OIDC_CLIENT_SECRET_FILE-} ]]; then
        write_secret "$house/secrets/provider" <"$VIGIE_OIDC_CLIENT_SECRET_FILE"
    else
        printf '%s\n' "$VIGIE_OIDC_CLIENT_SECRET" | write_secret "$house/secrets/provider"
    fi
}

# What Portal is told of the provider; nothing where there is none.
provider_plan() {
    local word value
    [[ -n $(setting OIDC_ISSUER) ]] || return 0
    lend "$house/secrets/provider"
    for word in "${provider_words[@]}"; do
        value=$(setting "OIDC_$word")
        [[ -z $value ]] || printf 'VIGIE_OIDC_%s=%s\n' "$word" "$value"
    done
    printf 'VIGIE_OIDC_CLIENT_SECRET_FILE=%s\n' "$house/secrets/provider"
}
