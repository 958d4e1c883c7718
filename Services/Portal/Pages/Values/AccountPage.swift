/// The page `/comptes/{id}`: one account and the forms that change it, which are all sent to the page's own address.
struct AccountPage: Page {
    struct Role: Sendable {
        /// The role and its place, such as « Agent de mairie, Vannes (56260) ».
        let text: String
        /// The form that takes the role away (`action=retirer-role` with `role` and `territoire`); `nil` where the visitor may not.
        let form: PageForm?
    }

    struct Grant: Sendable {
        let form: PageForm
        let role: SelectField
        let territory: FormField
    }

    struct Move: Sendable {
        let form: PageForm
        let commune: FormField
    }

    static let template = PageTemplate.account
    let title: String
    let address: String
    let name: String
    let message: PageMessage?
    let invitation: ShownInvitation?
    let facts: [PageFact]
    let roles: [Role]
    let grant: Grant?
    let move: Move?
    /// The form that makes a new invitation (`action=inviter`).
    let renewal: PageForm?
    /// A sentence about what a new invitation does to the password that the account has.
    let renewalHint: String
    /// The form that mails a new invitation (`action=inviter-par-courriel`); `nil` where no mail is sent, or the account has no address.
    let mailing: PageForm?
    /// The address that the mail would go to.
    let mail: String?
    /// The form for a person who lost the telephone and the recovery codes (`action=inviter-sans-telephone`).
    let phoneLoss: PageForm?
    /// The form that disables the account (`action=fermer`).
    let disabling: PageForm?
    /// The form that enables the account again (`action=rouvrir`).
    let enabling: PageForm?

    /// Fills the page.
    ///
    /// - Parameters:
    ///   - facts: Login, state, last sign-in and the like.
    ///   - mayChange: Whether the visitor administrates this account; else it is only shown.
    ///   - mail: The account's address, where mail is sent.
    ///   - mayRenew: Whether the visitor may make a new code for it: the call centre may, and no more.
    init(
        id: String, name: String, facts: [PageFact], roles: [Role], grant: Grant?, move: Move?, isDisabled: Bool, mayChange: Bool, mayRenew: Bool,
        hasSecondFactor: Bool, mail: String? = nil, token: String?,
        invitation: ShownInvitation? = nil, message: PageMessage? = nil
    ) {
        self.title = FormTitle.text(name, grant?.form, move?.form)
        self.address = "/comptes/\(id)"
        self.name = name
        self.message = message
        self.invitation = invitation
        self.facts = facts
        self.roles = roles
        self.grant = grant
        self.move = move
        func form(_ action: String, _ isOffered: Bool) -> PageForm? { mayChange && isOffered ? PageForm(token: token, action: action) : nil }
        self.renewal = (mayChange || mayRenew) && !isDisabled ? PageForm(token: token, action: "inviter") : nil
        self.mailing = self.renewal != nil && mail != nil ? PageForm(token: token, action: "inviter-par-courriel") : nil
        self.mail = mail
        self.renewalHint =
            mayChange
            ? "Mot de passe oublié, code perdu : une nouvelle invitation annule le mot de passe et le code d’invitation d’avant."
            : "Mot de passe oublié, code perdu : un nouveau code annule celui d’avant. Le mot de passe reste valable jusqu’à ce que le code serve."
        self.phoneLoss = form("inviter-sans-telephone", !isDisabled && hasSecondFactor)
        self.disabling = form("fermer", !isDisabled)
        self.enabling = form("rouvrir", isDisabled)
    }
}

extension AccountPage.Grant {
    /// Fills the form that gives a role (`action=ajouter-role`, with `role` and `territoire`).
    init(
        roles: [(value: String, name: String)], token: String?, role: String? = nil, territory: String? = nil, roleError: String? = nil,
        territoryError: String? = nil
    ) {
        self.role = SelectField(name: "role", label: "Rôle", options: roles, chosen: role, error: roleError)
        self.territory = FormField(
            .verbatim, name: "territoire", label: "Commune ou territoire", hint: "Le code INSEE de la commune, ou le numéro du département.", value: territory,
            error: territoryError, isOptional: true, length: 60)
        self.form = PageForm(token: token, action: "ajouter-role", errors: [FormError(self.role), FormError(self.territory)].compactMap { $0 })
    }
}

extension AccountPage.Move {
    /// Fills the form that moves the clerk to another commune (`action=changer-commune`, with `commune`).
    init(token: String?, commune: String? = nil, error: String? = nil) {
        self.commune = FormField(
            .verbatim, name: "commune", label: "Nouvelle commune", hint: "Son code INSEE, par exemple 56260.", value: commune, error: error, length: 10)
        self.form = PageForm(token: token, action: "changer-commune", errors: [FormError(self.commune)].compactMap { $0 })
    }
}
