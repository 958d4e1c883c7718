/// The page `/mon-compte`: a person's own data, password, second factor and sessions.
struct OwnAccountPage: Page {
    struct PasswordChange: Sendable {
        let form: PageForm
        let rules: [String]
        let heading: String
        let verb: String
        /// The field of the current password; `nil` where the account has none yet.
        let current: FormField?
        let new: FormField
    }

    /// The identity that opens the account besides a password, or instead of one.
    struct Identity: Sendable {
        /// The provider's name, such as « ProConnect ».
        let provider: String
        /// Since when the identity is tied, such as « le 12 mars 2026 à 9 h 05 ».
        let since: String
        /// The form that unties the identity (`action=delier`); `nil` where the account would have no password then.
        let form: PageForm?
        let mustStay: Bool

        init(provider: String, since: String, mayUntie: Bool, token: String?) {
            self.provider = provider
            self.since = since
            self.form = mayUntie ? PageForm(token: token, action: "delier") : nil
            self.mustStay = !mayUntie
        }
    }

    /// The form that erases the account (`action=effacer`, with `mot-de-passe-effacement`).
    struct Erasure: Sendable {
        let form: PageForm
        /// The field of the password; `nil` where the account has none, and a recent sign-in is enough.
        let password: FormField?
    }

    struct Session: Sendable {
        let device: String
        /// Since when the session exists, such as « le 12 mars 2026 à 9 h 05 ».
        let since: String
        let lastSeen: String
        let isThis: Bool
        let form: PageForm

        /// Describes a session and the form that ends it.
        ///
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
    /// The tied identity; `nil` where none is.
    let identity: Identity?
    let secondFactorState: String
    let secondFactorAction: String
    let sessions: [Session]
    /// The form that ends all sessions (`action=deconnecter-partout`).
    let everywhere: PageForm
    let erasure: Erasure

    /// Fills the page.
    ///
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
