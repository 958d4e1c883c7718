/// The page `/comptes`: the accounts that a person administers.
struct AccountsPage: Page {
    struct Invite: Sendable {
        let form: PageForm
        let name: FormField
        let role: SelectField
        let territory: FormField
    }

    /// An account as a line of the list, in words.
    struct Line: Sendable {
        enum State: Sendable {
            case active, invited, expired, disabled

            fileprivate var cell: PageTable.Cell {
                switch self {
                case .active: .badge("Ouvert", .success)
                case .invited: .badge("Invité", .info)
                case .expired: .badge("Invitation expirée", .warning)
                case .disabled: .badge("Fermé", .error)
                }
            }
        }

        let id: String
        let name: String
        let login: String
        /// The account's roles, in French.
        let roles: String
        let place: String
        /// The moment of the last sign-in, « 12 mars 2026 à 9 h 05 », or « jamais ».
        let lastSignIn: String
        let state: State
    }

    static let template = PageTemplate.accounts
    let title: String
    /// A phrase that says which accounts these are: « Comptes du Morbihan (56) ».
    let scope: String
    let message: PageMessage?
    let invitation: ShownInvitation?
    let search: FormField
    let role: SelectField
    let state: SelectField
    let table: PageTable
    let pages: PagePagination?
    let invite: Invite?

    /// Fills the page.
    ///
    /// - Parameters:
    ///   - roles: What the filter offers: value and name.
    ///   - invite: `nil` for who may only look.
    init(
        scope: String, lines: [Line], total: String, search: String?, role: String?, state: String?, roles: [(value: String, name: String)],
        pages: PagePagination?, invite: Invite?, invitation: ShownInvitation? = nil, message: PageMessage? = nil
    ) {
        self.title = FormTitle.text("Comptes", invite?.form)
        self.scope = scope
        self.message = message
        self.invitation = invitation
        self.search = FormField(.search, name: "q", label: "Nom, identifiant ou commune", value: search, isOptional: true, length: 100)
        self.role = SelectField(
            name: "role", label: "Rôle", options: [(value: "", name: "Tous")] + roles, chosen: role ?? "", id: "filtre-role", isFilter: true)
        self.state = SelectField(
            name: "etat", label: "État",
            options: [
                (value: "", name: "Tous"), (value: "active", name: "Ouverts"), (value: "invited", name: "Invités"), (value: "disabled", name: "Fermés"),
            ], chosen: state ?? "", isFilter: true)
        self.table = PageTable(
            id: "comptes", caption: total,
            columns: ["Nom", "Identifiant", "Rôles", "Commune ou territoire", "Dernière connexion", "État"].map { PageTable.Column($0) },
            rows: lines.map { line in
                [
                    .head(line.name, leadsTo: "/comptes/\(line.id)"), .text(line.login), .text(line.roles), .text(line.place), .text(line.lastSignIn),
                    line.state.cell,
                ]
            }, empty: "Aucun compte ne répond à cette recherche.")
        self.pages = pages
        self.invite = invite
    }
}

extension AccountsPage.Invite {
    /// Fills the form that invites somebody (`action=inviter`, with `nom`, `role`, `territoire`).
    ///
    /// - Parameter roles: Those that this person may give: value and name.
    init(
        roles: [(value: String, name: String)], token: String?, name: String? = nil, role: String? = nil, territory: String? = nil, nameError: String? = nil,
        roleError: String? = nil, territoryError: String? = nil
    ) {
        self.name = FormField(
            .name, name: "nom", label: "Prénom et nom", hint: "Comme la personne veut être appelée.", value: name, error: nameError, length: 100,
            autocomplete: "off")
        self.role = SelectField(name: "role", label: "Rôle", options: roles, chosen: role, id: "role-donne", error: roleError)
        self.territory = FormField(
            .verbatim, name: "territoire", label: "Commune ou territoire",
            hint: "Le code INSEE de la commune pour une mairie (par exemple 56260), le numéro du département pour une préfecture (56).", value: territory,
            error: territoryError, isOptional: true, length: 60)
        self.form = PageForm(
            token: token, action: "inviter", errors: [FormError(self.name), FormError(self.role), FormError(self.territory)].compactMap { $0 })
    }
}
