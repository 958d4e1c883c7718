# shellcheck shell=bash
# The identity provider that people sign in by at Portal, as whoever starts the house tells it: VIGIE_OIDC_….

# What is kept with the house's settings; the client's secret is kept apart.
provider_words=(OIDC_ISSUER OIDC_CLIENT_ID OIDC_ALGORITHM OIDC_SECOND_FACTOR OIDC_SECOND_FACTOR_METHODS OIDC_NAME)

# Whether what is told of the provider can be kept; Portal judges the rest.
check_provider() {
    check_told "${provider_words[@]}" OIDC_CLIENT_SECRET OIDC_CLIENT_SECRET_FILE
    [[ -z ${VIGIE_OIDC_ISSUER-} || -n ${VIGIE_OIDC_CLIENT_ID-} && -n ${VIGIE_OIDC_CLIENT_SECRET-}${VIGIE_OIDC_CLIENT_SECRET_FILE-} ]] ||
        die "VIGIE_OIDC_ISSUER needs VIGIE_OIDC_CLIENT_ID, and VIGIE_OIDC_CLIENT_SECRET or VIGIE_OIDC_CLIENT_SECRET_FILE"
}

# Keeps what is told. Whoever tells an issuer tells all of it; an empty one takes the provider away; untold, all stays as it was.
keep_provider() {
    [[ -v VIGIE_OIDC_ISSUER ]] || return 0
    keep_told "${provider_words[@]}"
    if [[ -z $VIGIE_OIDC_ISSUER ]]; then
        rm -f "$house/secrets/provider"
    else
        keep_told_secret provider OIDC_CLIENT_SECRET
    fi
}

# What Portal is told of the provider; nothing where there is none.
provider_plan() {
    [[ -n $(setting OIDC_ISSUER) ]] || return 0
    lend "$house/secrets/provider"
    told_plan "${provider_words[@]}"
    printf 'VIGIE_OIDC_CLIENT_SECRET_FILE=%s\n' "$house/secrets/provider"
}
