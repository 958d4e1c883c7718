/// The page `/invitation/identite`: the provider knows a person whose identity is tied to no account yet; the code of their invitation ties it.
struct IdentityPage: Page {
    static let template = PageTemplate.identity
    let title: String
    let message: PageMessage?
    /// The provider's name, such as « ProConnect ».
    let provider: String
    /// The person's name as the provider tells it; `nil` where it tells none.
    let person: String?
    let form: PageForm
    let code: FormField

    /// Fills the page.
    ///
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
