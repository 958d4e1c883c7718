/// `/mairie`: where a clerk lands. It says what is there today, and no more.
struct TownHallPage: Page {
    struct Commune: Sendable {
        let code: String
        let name: String
        let department: String
        let onBehalf: Bool
    }

    /// The first account of a commune may invite a few more.
    struct Colleagues: Sendable {
        struct Invite: Sendable {
            let form: PageForm
            let name: FormField
            /// Nothing where there is only one.
            let commune: SelectField?
        }

        let remaining: String
        let invite: Invite?
        let invitation: ShownInvitation?
    }

    static let template = PageTemplate.townHall
    let title: String
    let heading: String
    let message: PageMessage?
    let communes: [Commune]
    /// Nothing for who may not read its figures.
    let department: PageLink?
    let colleagues: Colleagues?

    init(communes: [Commune], department: PageLink?, colleagues: Colleagues?, message: PageMessage? = nil) {
        self.heading = communes.count == 1 ? "Mairie – \(communes[0].name)" : "Mairie"
        self.title = FormTitle.text("Mairie", colleagues?.invite?.form)
        self.message = message
        self.communes = communes
        self.department = department
        self.colleagues = colleagues
    }
}

extension TownHallPage.Colleagues {
    /// `action=inviter`, with `nom` and, where there are several, `commune`.
    ///
    /// - Parameter remaining: How many may still be invited.
    init(
        remaining: Int, communes: [(value: String, name: String)], token: String?, name: String? = nil, nameError: String? = nil, invitation: ShownInvitation? = nil
    ) {
        self.invitation = invitation
        guard remaining > 0 else {
            self.remaining = "Vous avez invité autant de collègues que vous pouvez. Pour en inviter d’autres, appelez la préfecture."
            self.invite = nil
            return
        }
        self.remaining = remaining == 1 ? "Vous pouvez encore inviter une personne de votre mairie." : "Vous pouvez encore inviter \(remaining) personnes de votre mairie."
        let field = FormField(.name, name: "nom", label: "Prénom et nom", value: name, error: nameError, length: 100, autocomplete: "off")
        self.invite = Invite(
            form: PageForm(token: token, action: "inviter", errors: [FormError(field)].compactMap { $0 }), name: field,
            commune: communes.count > 1 ? SelectField(name: "commune", label: "Commune", options: communes) : nil)
    }
}
