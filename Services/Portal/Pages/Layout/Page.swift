/// The values that fill one page. Stored properties stand in its template under their names; swift-mustache finds them by reflection, so that
/// a property which a template names must be stored, not computed. `PageTests` fills every template and fails on a name that is not there.
protocol Page: Sendable {
    static var template: PageTemplate { get }
    /// The title of the browser's tab before « – Vigie ». Where a form comes back with errors, the title says so first (RGAA 8.6, 11.10).
    var title: String { get }
}

/// The template that a page fills.
enum PageTemplate: String, CaseIterable, Sendable {
    case home = "accueil"
    case signIn = "connexion"
    case forgotten = "oubli"
    case reminder = "rappels"
    case reminderEnd = "fin-des-rappels"
    case invitation
    case identity = "identite"
    case departure = "depart"
    case secondFactor = "second-facteur"
    case ownAccount = "mon-compte"
    case accounts = "comptes"
    case account = "compte"
    case townHall = "mairie"
    case declaration = "mairie-declarer"
    case receipt = "mairie-recu"
    case townHallTable = "mairie-tableau"
    case townHallHelp = "mairie-aide"
    case townHallApplication = "mairie-application"
    case accessibility = "accessibilite"
    case calls = "appels"
    case communeCalls = "appel"
    case audit
    case openings = "ouvertures"
    case opening = "ouverture"
    case operations = "exploitation"
    case privacy = "donnees-personnelles"
    case failure = "erreur"
    case department = "departement"
    case france

    /// The names of the modules that the template's page runs; those that they import need not be named.
    var modules: [String] {
        switch self {
        case .signIn: ["password.js"]
        case .invitation: ["password.js", "invitation.js"]
        case .ownAccount: ["password.js"]
        case .secondFactor, .townHallHelp: ["print.js"]
        case .department: ["department.js"]
        case .france: ["france.js"]
        case .townHall, .townHallApplication: ["mairie.js"]
        case .declaration, .receipt: ["mairie-form.js"]
        case .townHallTable: ["mairie-table.js"]
        case .home, .forgotten, .reminder, .reminderEnd, .identity, .departure, .accounts, .account, .accessibility, .calls, .communeCalls, .audit, .openings,
            .opening, .operations, .privacy, .failure:
            []
        }
    }

    /// Whether the template is a screen of the clerk's application, which works without a network and without a session.
    var isApplication: Bool { [.townHall, .townHallApplication, .townHallTable].contains(self) }

    /// Whether the page has a map that the browser may draw.
    var hasMap: Bool { self == .department || self == .france }
}
