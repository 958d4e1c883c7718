/// The page `/invitation`: the code, typed or taken out of the link's fragment; then the password, whose rules are told before.
struct InvitationPage: Page {
    struct Entry: Sendable {
        let form: PageForm
        let code: FormField
    }

    struct Choice: Sendable {
        let name: String
        let login: String
        let roles: [String]
        let hasRoles: Bool
        let rules: [String]
        let form: PageForm
        let password: FormField
    }

    static let template = PageTemplate.invitation
    let title: String
    let heading: String
    let message: PageMessage?
    let entry: Entry?
    let choice: Choice?

    /// Fills the first step (field `code`, `action=code`).
    init(code: String? = nil, message: PageMessage? = nil, token: String? = nil, error: String? = nil) {
        let field = FormField(
            .code, name: "code", label: "Code d’invitation", hint: "Par exemple : K7MQ-4RTX-9DHP. Les tirets et les majuscules sont facultatifs.", value: code,
            error: error, length: 40)
        let form = PageForm(token: token, action: "code", errors: [FormError(field)].compactMap { $0 })
        self.heading = "Ouvrir mon compte"
        self.title = FormTitle.text("Ouvrir mon compte", form)
        self.message = message
        self.entry = Entry(form: form, code: field)
        self.choice = nil
    }

    /// Fills the second step (fields `code`, hidden, and `mot-de-passe`; `action=mot-de-passe`).
    ///
    /// - Parameters:
    ///   - rules: One sentence each, as `PasswordRule` tells them.
    ///   - error: Why the password was refused.
    init(code: String, name: String, login: String, roles: [String], rules: [String], token: String? = nil, error: String? = nil) {
        let field = FormField(.newPassword, name: "mot-de-passe", label: "Mot de passe", error: error, length: 128)
        let form = PageForm(
            token: token, action: "mot-de-passe", hidden: [HiddenField(name: "code", value: code)], errors: [FormError(field)].compactMap { $0 })
        self.heading = "Choisir mon mot de passe"
        self.title = FormTitle.text("Choisir mon mot de passe", form)
        self.message = nil
        self.entry = nil
        self.choice = Choice(name: name, login: login, roles: roles, hasRoles: !roles.isEmpty, rules: rules, form: form, password: field)
    }
}
