import Accounts
import French

/// The page `/audit`, where an auditor lands. It tells who did what by the numbers of accounts, and never a name.
struct AuditPage: Page {
    /// The search terms, as they stand in the fields.
    struct Asked: Sendable {
        var first: String?
        var last: String?
        var account: String?
        var action: String?
        var firstError: String?
        var lastError: String?
        var accountError: String?

        var isRefused: Bool { self.firstError != nil || self.lastError != nil || self.accountError != nil }
    }

    /// An entry of the audit as a line of the list, in words.
    struct Line: Sendable {
        let when: String
        let who: String
        /// The address of the list of the same account's entries; `nil` where no account did it.
        let address: String?
        let action: String
        let subject: String
        let detail: String
        let origin: String
    }

    static let template = PageTemplate.audit
    let title: String
    let message: PageMessage?
    let first: FormField
    let last: FormField
    let account: FormField
    let action: SelectField
    /// The errors in the search terms.
    let form: PageForm
    let table: PageTable
    let pages: PagePagination?
    let download: PageLink?

    /// Fills the page.
    ///
    /// - Parameter download: `nil` where what is asked for cannot be read.
    init(asked: Asked, lines: [Line], pages: PagePagination?, download: String?, message: PageMessage? = nil) {
        self.title = asked.isRefused ? "Erreur – Journal d’audit" : "Journal d’audit"
        self.message = message
        self.first = FormField(.day, name: "du", label: "Du", value: asked.first, error: asked.firstError, isOptional: true, length: 10)
        self.last = FormField(.day, name: "au", label: "Au", value: asked.last, error: asked.lastError, isOptional: true, length: 10)
        self.account = FormField(
            .search, name: "compte", label: "Compte", hint: "Son numéro, comme le tableau le montre.", value: asked.account, error: asked.accountError,
            isOptional: true, length: 36)
        self.action = SelectField(
            name: "action", label: "Action", options: [(value: "", name: "Toutes")] + AuditWords.actions.map { (value: $0.key, name: $0.value) },
            chosen: asked.action ?? "", isFilter: true)
        self.form = PageForm(token: nil, errors: [FormError(self.first), FormError(self.last), FormError(self.account)].compactMap { $0 })
        self.table = PageTable(
            id: "journal", caption: FrenchText.count(lines.count, "ligne affichée", "lignes affichées"),
            columns: ["Quand", "Qui", "Action", "Sur quoi", "Détail", "Adresse"].map { PageTable.Column($0) },
            rows: lines.map { [.text($0.when), .head($0.who, leadsTo: $0.address), .text($0.action), .text($0.subject), .text($0.detail), .text($0.origin)] },
            empty: "Aucune ligne ne répond à cette recherche.")
        self.pages = pages
        self.download = download.map { PageLink(name: "Télécharger ces lignes (tableau CSV)", address: $0) }
    }
}
