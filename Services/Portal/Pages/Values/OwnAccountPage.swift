/// `/mon-compte`: one's own data, password, second factor and sessions.
struct OwnAccountPage: Page {
    struct PasswordChange: Sendable {
        let form: PageForm
        let rules: [String]
        let heading: String
        let verb: String
        /// Nothing where there is no password yet.
        let current: FormField?
        let new: FormField
    }

    /// What the account is opened by besides, or instead of, a password.
    struct Identity: Sendable {
        /// « ProConnect ».
        let provider: String
        /// « le 12 mars 2026 à 9 h 05 ».
        let since: String
        /// `action=delier`; nothing where no password would remain.
        let form: PageForm?
        let mustStay: Bool

        init(provider: String, since: String, mayUntie: Bool, token: String?) {
            self.provider = provider
            self.since = since
            self.form = mayUntie ? PageForm(token: token, action: "delier") : nil
            self.mustStay = !mayUntie
        }
    }

    /// `action=effacer`, with `mot-de-passe-effacement`.
    struct Erasure: Sendable {
        let form: PageForm
        /// Nothing where there is none: who signed in lately is taken at their word.
        let password: FormField?
    }

    struct Session: Sendable {
        let device: String
        /// « le 12 mars 2026 à 9 h 05 ».
        let since: String
        let lastSeen: String
        let isThis: Bool
        let form: PageForm

        /// - Parameter id: Which session it is; sent along as `session`, with `action=deconnecter`.
        init(id: String, device: String, since: String, lastSeen: String, isThis: Bool, token: String?) {
            self.device = device
            self.since = since
            self.lastSeen = lastSeen
            self.isThis = isThis
            self.form = PageForm(token: token, action: "deconnecter", hidden: [HiddenField(name: "session", value: id)])
        }
    }

    static let template = PageTemplate.ownAccount
    let title: String
    let message: PageMessage?
    let facts: [PageFact]
    let exportAddress: String
    let passwordChange: PasswordChange
    /// Nothing where none is tied.
    let identity: Identity?
    let secondFactorState: String
    let secondFactorAction: String
    let sessions: [Session]
    /// `action=deconnecter-partout`.
    let everywhere: PageForm
    let erasure: Erasure

    /// - Parameters:
    ///   - facts: Name, login, roles and the like.
    ///   - currentError: Why the password that stood was refused.
    ///   - newError: Why the new one was.
    init(
        facts: [PageFact], rules: [String], hasSecondFactor: Bool, hasPassword: Bool = true, identity: Identity? = nil, sessions: [Session], token: String?,
        message: PageMessage? = nil,
        currentError: String? = nil, newError: String? = nil, erasureError: String? = nil
    ) {
        let current =
            !hasPassword ? nil : FormField(.currentPassword, name: "mot-de-passe-actuel", label: "Mot de passe actuel", error: currentError, length: 128)
        let new = FormField(.newPassword, name: "mot-de-passe", label: hasPassword ? "Nouveau mot de passe" : "Mot de passe", error: newError, length: 128)
        let form = PageForm(token: token, action: "mot-de-passe", errors: [current.flatMap { FormError($0) }, FormError(new)].compactMap { $0 })
        let password =
            !hasPassword ? nil : FormField(.currentPassword, name: "mot-de-passe-effacement", label: "Votre mot de passe", error: erasureError, length: 128)
        self.erasure = Erasure(
            form: PageForm(token: token, action: "effacer", errors: [password.flatMap { FormError($0) }].compactMap { $0 }), password: password)
        self.title = FormTitle.text("Mon compte", form, self.erasure.form)
        self.message = message
        self.facts = facts
        self.exportAddress = "/v1/account"
        self.passwordChange = PasswordChange(
            form: form, rules: rules, heading: hasPassword ? "Changer de mot de passe" : "Choisir un mot de passe",
            verb: hasPassword ? "Changer le mot de passe" : "Choisir ce mot de passe", current: current, new: new)
        self.identity = identity
        self.secondFactorState =
            hasSecondFactor ? "Un code de votre téléphone est demandé à chaque connexion." : "Aucun code de téléphone n’est demandé à la connexion."
        self.secondFactorAction = hasSecondFactor ? "Changer de téléphone" : "Ajouter un téléphone"
        self.sessions = sessions
        self.everywhere = PageForm(token: token, action: "deconnecter-partout")
    }
}
