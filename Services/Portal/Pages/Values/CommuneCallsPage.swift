import French
import Mortality

/// The page `/appels/{code}`: one commune, for whoever is telephoning it. Its forms are sent to its own address.
struct CommuneCallsPage: Page {
    /// An account of a clerk, in words.
    struct Clerk: Sendable {
        /// The clerk's name and login; for a visitor who may not see the account, only that it is one.
        let name: String
        /// The state of the account, such as « Code pas encore utilisé, valable jusqu’au 11 avril 2026 ».
        let state: String
        /// The form that makes a new code (`action=renouveler` with `compte`); `nil` where the visitor may not.
        let renewal: PageForm?
    }

    /// The form that notes a call (`action=noter`, with `id`, `jour`, `heure` and `resultat`).
    struct Note: Sendable {
        let form: PageForm
        let day: SelectField
        let hour: FormField
        let outcome: SelectField
    }

    static let template = PageTemplate.communeCalls
    let title: String
    let heading: String
    let address: String
    let list: PageLink
    let message: PageMessage?
    let invitation: ShownInvitation?
    let facts: [PageFact]
    /// The link `tel:` to the commune's number; `nil` where none is known.
    let telephone: PageLink?
    /// The link `mailto:` to the commune's address; `nil` where none is known.
    let mail: PageLink?
    let clerks: [Clerk]
    let noClerk: String?
    let renewalHint: String?
    /// The link to the page that declares on behalf of the commune; `nil` for a visitor who may not.
    let declaring: PageLink?
    let note: Note
    let history: PageTable

    /// Fills the page.
    ///
    /// - Parameters:
    ///   - calls: When, what came of it, and who called.
    init(
        code: String, name: String, list: PageLink, facts: [PageFact], telephone: String?, mail: String?, clerks: [Clerk], renewalHint: String?,
        mayDeclare: Bool, note: Note, calls: [(when: String, outcome: String, who: String)], invitation: ShownInvitation? = nil, message: PageMessage? = nil
    ) {
        self.heading = "\(name) (\(code))"
        self.title = FormTitle.text("Appels – \(name)", note.form)
        self.address = "/appels/\(code)"
        self.list = list
        self.message = message
        self.invitation = invitation
        self.facts = facts
        self.telephone = telephone.map { PageLink(name: $0, address: "tel:\($0.filter { $0.isASCII && ($0.isNumber || $0 == "+") })") }
        self.mail = mail.map { PageLink(name: $0, address: "mailto:\($0)") }
        self.clerks = clerks
        self.noClerk = clerks.isEmpty ? "Cette commune n’a aucun compte ouvert. Qui administre les comptes de la préfecture peut en créer un." : nil
        self.renewalHint = clerks.contains { $0.renewal != nil } ? renewalHint : nil
        self.declaring = mayDeclare ? PageLink(name: "Déclarer à la place de \(name)", address: "/mairie/?commune=\(code)") : nil
        self.note = note
        self.history = PageTable(
            id: "historique", caption: FrenchText.count(calls.count, "appel noté", "appels notés"),
            columns: ["Quand", "Résultat", "Par"].map { PageTable.Column($0) }, rows: calls.map { [.head($0.when), .text($0.outcome), .text($0.who)] },
            empty: "Aucun appel n’est noté.")
    }
}

extension CommuneCallsPage.Note {
    /// Fills the form.
    ///
    /// - Parameters:
    ///   - id: Drawn with the page, so that a form sent twice notes one call.
    ///   - hour: As the field holds it: `09:13`.
    init(token: String?, id: String, day: String?, hour: String, outcome: String?, hourError: String? = nil, outcomeError: String? = nil) {
        self.day = SelectField(
            name: "jour", label: "Jour", options: [(value: "aujourd-hui", name: "Aujourd’hui"), (value: "hier", name: "Hier")], chosen: day ?? "aujourd-hui")
        self.hour = FormField(.hour, name: "heure", label: "Heure", value: hour, error: hourError, length: 8)
        self.outcome = SelectField(
            name: "resultat", label: "Résultat",
            options: [(value: "", name: "Choisir un résultat")] + CallOutcome.allCases.map { (value: $0.rawValue, name: $0.french) }, chosen: outcome ?? "",
            error: outcomeError)
        self.form = PageForm(
            token: token, action: "noter", hidden: [HiddenField(name: "id", value: id)],
            errors: [FormError(self.hour), FormError(self.outcome)].compactMap { $0 })
    }
}
