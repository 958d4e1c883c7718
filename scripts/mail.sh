# shellcheck shell=bash
# The mail server that Portal sends by, as whoever starts the house tells it: VIGIE_SMTP_…, and VIGIE_PUBLIC_ADDRESS for the links in mails.

# What is kept with the house's settings; the password is kept apart.
mail_words=(SMTP_HOST SMTP_PORT SMTP_SECURITY SMTP_CA SMTP_USER SMTP_FROM SMTP_NAME PUBLIC_ADDRESS)

# Whether what is told of the mail server can be kept; Portal judges the rest.
check_mail() {
    local word name
    for word in "${mail_words[@]}" SMTP_PASSWORD SMTP_PASSWORD_FILE; do
        name=VIGIE_$word
        [[ ${!name-} != *$'\n'* ]] || die "$name is one line"
    done
    [[ -z ${VIGIE_SMTP_PASSWORD_FILE-} || -r $VIGIE_SMTP_PASSWORD_FILE ]] ||
        die "there is no file $VIGIE_SMTP_PASSWORD_FILE to read (VIGIE_SMTP_PASSWORD_FILE)"
    [[ -z ${VIGIE_SMTP_HOST-} || -n ${VIGIE_SMTP_FROM-} ]] || die "VIGIE_SMTP_HOST needs VIGIE_SMTP_FROM, the address that mails come from"
    [[ -z ${VIGIE_SMTP_USER-} || -n ${VIGIE_SMTP_PASSWORD-}${VIGIE_SMTP_PASSWORD_FILE-} ]] ||
        die "VIGIE_SMTP_USER needs VIGIE_SMTP_PASSWORD or VIGIE_SMTP_PASSWORD_FILE"
}

# Keeps what is told. Whoever tells a host tells all of it; an empty one takes the mail server away; untold, all stays as it was.
keep_mail() {
    [[ -v VIGIE_SMTP_HOST ]] || return 0
    local word name
    for word in "${mail_words[@]}"; do
        name=VIGIE_$word
        set_setting "$word" "${!name-}"
    done
    if [[ -z $VIGIE_SMTP_HOST || -z ${VIGIE_SMTP_USER-} ]]; then
        rm -f "$house/secrets/mail"
    elif [[ -n ${VIGIE_SMTP_PASSWORD_FILE-} ]]; then
        write_secret "$house/secrets/mail" <"$VIGIE_SMTP_PASSWORD_FILE"
    else
        printf '%s\n' "$VIGIE_SMTP_PASSWORD" | write_secret "$house/secrets/mail"
    fi
}

# What Portal is told of the mail server; nothing where there is none. Links lead to the house itself where no address is told.
mail_plan() {
    local word value
    [[ -n $(setting SMTP_HOST) ]] || return 0
    for word in "${mail_words[@]}"; do
        value=$(setting "$word")
        [[ $word != PUBLIC_ADDRESS || -n $value ]] || value=$(edge_scheme)://127.0.0.1:$(setting EDGE_PORT)
        [[ -z $value ]] || printf 'VIGIE_%s=%s\n' "$word" "$value"
    done
    [[ ! -e $house/secrets/mail ]] || {
        lend "$house/secrets/mail"
        printf 'VIGIE_SMTP_PASSWORD_FILE=%s\n' "$house/secrets/mail"
    }
}
