import Web

/// The page `/connexion`: login and password, then the code of the second factor for those who have one.
struct SignInPage: Page {
    struct Credentials: Sendable {
        let login: FormField
        let password: FormField
    }

    struct SecondFactor: Sendable {
        let code: FormField
    }

    /// The button that signs in by the identity provider.
    struct Provider: Sendable {
        /// The provider's name, such as « ProConnect ».
        let name: String
        let address: String
    }

    /// The way to a new password: by mail where mail is sent, by telephone otherwise.
    struct Forgotten: Sendable {
        /// The address of the page that sends the mail; `nil` where no mail is sent.
        let address: String?
        let telephone: Bool
    }

    static let template = PageTemplate.signIn
    let title: String
    let heading: String
    let message: PageMessage?
    let form: PageForm
    let credentials: Credentials?
    let secondFactor: SecondFactor?
    /// The button of the identity provider; `nil` where none is set.
    let provider: Provider?
    let forgotten: Forgotten?

    /// Fills the first step.
    ///
    /// - Parameters:
    ///   - next: Where to go afterwards; sent along as `suite`.
    ///   - error: What was wrong, which never says whether the account exists.
    ///   - provider: What the identity provider is called.
    ///   - forgotten: Where who forgot the password asks for a mail; nothing where no mail is sent.
    init(
        login: String? = nil, next: String? = nil, message: PageMessage? = nil, token: String? = nil, error: String? = nil, provider: String? = nil,
        forgotten: String? = nil
    ) {
        self.form = PageForm(
            token: token, hidden: next.map { [HiddenField(name: "suite", value: $0)] } ?? [],
            errors: error.map { [FormError(target: "identifiant", text: $0)] } ?? [])
        self.heading = "Connexion"
        self.title = FormTitle.text("Connexion", self.form)
        self.message = message
        self.credentials = Credentials(
            login: FormField(
                .verbatim, name: "identifiant", label: "Identifiant", hint: "Il vous a été donné avec votre invitation.", value: login, length: 100,
                autocomplete: "username"),
            password: FormField(.currentPassword, name: "mot-de-passe", label: "Mot de passe", length: 128))
        self.secondFactor = nil
        self.forgotten = Forgotten(address: forgotten, telephone: forgotten == nil)
        self.provider = provider.map { name in
            Provider(name: name, address: "/connexion/fournisseur\(next.flatMap { LocalPath($0) }.map { "?suite=\($0.escaped)" } ?? "")")
        }
    }

    /// Fills the second step.
    ///
    /// - Parameter challenge: What says that the password was right; sent along as `defi`.
    init(challenge: String, next: String? = nil, token: String? = nil, error: String? = nil) {
        let code = FormField(.oneTimeCode, name: "code", label: "Code", hint: "Six chiffres, ou un code de secours.", error: error, length: 32)
        self.form = PageForm(
            token: token, hidden: [HiddenField(name: "defi", value: challenge)] + (next.map { [HiddenField(name: "suite", value: $0)] } ?? []),
            errors: [FormError(code)].compactMap { $0 })
        self.heading = "Code du téléphone"
        self.title = FormTitle.text("Code du téléphone", self.form)
        self.message = nil
        self.credentials = nil
        self.provider = nil
        self.forgotten = nil
        self.secondFactor = SecondFactor(code: code)
    }
}

/// The page of a browser on its way to the provider's sign-out: it goes on by itself, or by the link.
struct DeparturePage: Page {
    static let template = PageTemplate.departure
    let title = "Déconnexion"
    /// The provider's name, such as « ProConnect ».
    let provider: String
    /// The provider's address that ends its own session.
    let address: String
}
