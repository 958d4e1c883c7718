/// `/invitation/identite`: somebody is known to the provider and not yet here; the code of their invitation ties the two.
struct IdentityPage: Page {
    static let template = PageTemplate.identity
    let title: String
    let message: PageMessage?
    /// « ProConnect ».
    let provider: String
    /// What the provider calls the person; nothing where it tells no name.
    let person: String?
    let form: PageForm
    let code: FormField

    /// - Parameter error: What was wrong with the code.
    init(provider: String, person: String?, code: String? = nil, message: PageMessage? = nil, error: String? = nil) {
        let field = FormField(
            .code, name: "code", label: "Code d’invitation", hint: "Par exemple : K7MQ-4RTX-9DHP. Les tirets et les majuscules sont facultatifs.", value: code,
            error: error,
            length: 40)
        self.form = PageForm(token: nil, errors: [FormError(field)].compactMap { $0 })
        self.title = FormTitle.text("Rattacher mon identité", self.form)
        self.message = message
        self.provider = provider
        self.person = person
        self.code = field
    }
}
