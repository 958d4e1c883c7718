import Accounts
import French

/// The page `/appels`: the communes of a department, and which of them have not come yet.
struct CallsPage: Page {
    /// A commune as a line of the list, in words.
    struct Line: Sendable {
        let code: String
        let name: String
        let invitation: ClerkStanding.Code
        let lastSignIn: String
        let lastDeclaration: String
        let lastCall: String
        let telephone: String
    }

    /// The search terms.
    struct Asked: Sendable {
        var search: String?
        /// The value of the field `manque`.
        var missing: String?
        var days: String?
        var daysError: String?
        var department: String
    }

    static let template = PageTemplate.calls
    let title: String
    let scope: String
    let message: PageMessage?
    /// Links that tell how many communes have not come, each to the list of them.
    let summaries: [PageLink]
    /// The choice of the department; `nil` where the visitor has only one.
    let department: SelectField?
    let search: FormField
    let missing: SelectField
    let days: FormField
    /// The errors in the search terms.
    let form: PageForm
    let table: PageTable
    let download: PageLink
    let pages: PagePagination?

    /// Fills the page.
    ///
    /// - Parameters:
    ///   - departments: Those of the visitor: value and name.
    ///   - caption: How many are listed: « 12 communes ».
    init(
        scope: String, summaries: [PageLink], departments: [(value: String, name: String)], asked: Asked, lines: [Line], caption: String, download: String,
        pages: PagePagination?, message: PageMessage? = nil
    ) {
        self.title = asked.daysError == nil ? "Appels aux mairies" : "Erreur – Appels aux mairies"
        self.scope = scope
        self.message = message
        self.summaries = summaries
        self.department =
            departments.count > 1
            ? SelectField(name: "departement", label: "Département", options: departments, chosen: asked.department, isFilter: true) : nil
        self.search = FormField(
            .search, name: "q", label: "Commune", hint: "Son nom, sans accents si vous voulez, ou son code INSEE.", value: asked.search, isOptional: true,
            length: 100)
        self.missing = SelectField(
            name: "manque", label: "Qui n’est pas encore venu", options: [(value: "", name: "Toutes les communes")] + MissingWords.options,
            chosen: asked.missing ?? "", isFilter: true)
        self.days = FormField(
            .count, name: "jours", label: "Depuis combien de jours", hint: "Vide : jamais.", value: asked.days, error: asked.daysError, isOptional: true,
            length: 3)
        self.form = PageForm(token: nil, errors: [FormError(self.days)].compactMap { $0 })
        self.table = PageTable(
            id: "communes", caption: caption,
            columns: ["Commune", "Code d’invitation", "Dernière connexion", "Dernière déclaration", "Dernier appel", "Téléphone"].map { PageTable.Column($0) },
            rows: lines.map { line in
                [
                    .head("\(line.name) (\(line.code))", leadsTo: "/appels/\(line.code)"), line.invitation.cell, .text(line.lastSignIn),
                    .text(line.lastDeclaration), .text(line.lastCall), .text(line.telephone),
                ]
            }, empty: "Aucune commune ne répond à cette recherche.")
        self.download = PageLink(name: "Télécharger cette liste (tableau CSV)", address: download)
        self.pages = pages
    }
}

/// The steps that communes have not done yet, as the page names them in its address and to people.
enum MissingWords {
    private static let words: [(missing: CallFilter.Missing, value: String, name: String)] = [
        (.code, "code", "Code d’invitation jamais utilisé"), (.signIn, "connexion", "Pas de connexion"), (.declaration, "declaration", "Pas de déclaration"),
    ]

    static let options = words.map { (value: $0.value, name: $0.name) }

    static func missing(_ value: String?) -> CallFilter.Missing? { self.words.first { $0.value == value }?.missing }
    static func value(_ missing: CallFilter.Missing?) -> String? { self.words.first { $0.missing == missing }?.value }
}

extension ClerkStanding.Code {
    /// The cell of a table that shows the state of an invitation code.
    var cell: PageTable.Cell {
        let text = FrenchText.capitalized(self.french)
        return switch self {
        case .noAccount: .badge(text)
        case .expired: .badge(text, .warning)
        case .open: .badge(text, .info)
        case .used: .badge(text, .success)
        }
    }
}
