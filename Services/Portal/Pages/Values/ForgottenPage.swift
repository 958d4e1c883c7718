/// The page `/connexion/oubli`, for people who forgot their password.
struct ForgottenPage: Page {
    struct Entry: Sendable {
        let form: PageForm
        let login: FormField
    }

    static let template = PageTemplate.forgotten
    let title: String
    /// The form; `nil` once somebody has asked.
    let entry: Entry?
    let isAsked: Bool

    init(error: String? = nil) {
        let login = FormField(
            .verbatim, name: "identifiant", label: "Identifiant ou adresse de courriel", error: error, length: 254, autocomplete: "username")
        let form = PageForm(token: nil, errors: [FormError(login)].compactMap { $0 })
        self.entry = Entry(form: form, login: login)
        self.title = FormTitle.text("Mot de passe oublié", form)
        self.isAsked = false
    }

    /// Fills the page, which says the same whether there is such an account or not.
    init(isAsked: Bool) {
        self.entry = nil
        self.title = "Mot de passe oublié"
        self.isAsked = isAsked
    }
}
