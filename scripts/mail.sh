# shellcheck shell=bash
# The mail server that Portal sends by, as whoever starts the house tells it: VIGIE_SMTP_…, and VIGIE_PUBLIC_ADDRESS for the links in mails.

# What is kept with the house's settings; the password is kept apart.
mail_words=(SMTP_HOST SMTP_PORT SMTP_SECURITY SMTP_CA SMTP_USER SMTP_FROM SMTP_NAME PUBLIC_ADDRESS)

# Whether what is told of the mail server can be kept; Portal judges the rest.
check_mail() {
    check_told "${mail_words[@]}" SMTP_PASSWORD SMTP_PASSWORD_FILE
    [[ -z ${VIGIE_SMTP_HOST-} || -n ${VIGIE_SMTP_FROM-} ]] || die "VIGIE_SMTP_HOST needs VIGIE_SMTP_FROM, the address that mails come from"
    [[ -z ${VIGIE_SMTP_USER-} || -n ${VIGIE_SMTP_PASSWORD-}${VIGIE_SMTP_PASSWORD_FILE-} ]] ||
        die "VIGIE_SMTP_USER needs VIGIE_SMTP_PASSWORD or VIGIE_SMTP_PASSWORD_FILE"
}

# Keeps what is told. Whoever tells a host tells all of it; an empty one takes the mail server away; untold, all stays as it was.
keep_mail() {
    [[ -v VIGIE_SMTP_HOST ]] || return 0
    keep_told "${mail_words[@]}"
    if [[ -z $VIGIE_SMTP_HOST || -z ${VIGIE_SMTP_USER-} ]]; then
        rm -f "$house/secrets/mail"
    else
        keep_told_secret mail SMTP_PASSWORD
    fi
}

# What Portal is told of the mail server; nothing where there is none. Links lead to the house itself where no address is told.
mail_plan() {
    [[ -n $(setting SMTP_HOST) ]] || return 0
    told_plan "${mail_words[@]}"
    [[ -n $(setting PUBLIC_ADDRESS) ]] || printf 'VIGIE_PUBLIC_ADDRESS=%s\n' "$(edge_scheme)://127.0.0.1:$(setting EDGE_PORT)"
    if [[ -e $house/secrets/mail ]]; then
        lend "$house/secrets/mail"
        printf 'VIGIE_SMTP_PASSWORD_FILE=%s\n' "$house/secrets/mail"
    fi
}
