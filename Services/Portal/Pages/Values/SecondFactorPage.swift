/// The page `/mon-compte/second-facteur`: the secret for the telephone as a QR code and as text, a field for a code that proves it, then
/// recovery codes to keep.
struct SecondFactorPage: Page {
    struct Enrolment: Sendable {
        let reason: String
        /// The width of the QR code in units, its quiet zone included.
        let size: Int
        /// The dark squares of the QR code, as the attribute `d` of an SVG path.
        let path: String
        /// The secret in groups of four characters.
        let secret: String
        let form: PageForm
        let code: FormField
    }

    struct Recovery: Sendable {
        let codes: [String]
        let next: String
    }

    static let template = PageTemplate.secondFactor
    let title: String
    let heading: String
    let message: PageMessage?
    let enrolment: Enrolment?
    let recovery: Recovery?

    /// Fills the page that proposes a secret.
    ///
    /// - Parameters:
    ///   - isRequired: Whether the account's roles demand it.
    ///   - size: Of the drawing in units, the quiet zone included.
    ///   - challenge: What the secret is kept by until it is proved; sent along as `defi`.
    init(isRequired: Bool, size: Int, path: String, secret: String, challenge: String? = nil, token: String?, error: String? = nil) {
        let field = FormField(.oneTimeCode, name: "code", label: "Les six chiffres", error: error, length: 12)
        let form = PageForm(
            token: token, action: "verifier", hidden: challenge.map { [HiddenField(name: "defi", value: $0)] } ?? [],
            errors: [FormError(field)].compactMap { $0 })
        self.heading = "Code du téléphone"
        self.title = FormTitle.text("Code du téléphone", form)
        self.message = nil
        self.enrolment = Enrolment(
            reason: isRequired
                ? "Vos droits demandent, à chaque connexion, un code donné par votre téléphone en plus du mot de passe."
                : "Un code donné par votre téléphone, demandé en plus du mot de passe, protège votre compte si votre mot de passe est volé.",
            size: size, path: path, secret: secret, form: form, code: field)
        self.recovery = nil
    }

    /// Fills the page that shows the recovery codes.
    ///
    /// - Parameter next: Where to go once they are kept.
    init(recoveryCodes: [String], next: String) {
        self.heading = "Codes de secours"
        self.title = "Codes de secours"
        self.message = PageMessage(.success, "Votre téléphone est enregistré.")
        self.enrolment = nil
        self.recovery = Recovery(codes: recoveryCodes, next: next)
    }
}
