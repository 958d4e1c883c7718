import French
import Mortality

/// The page `/`: the departments that may be looked at.
struct HomePage: Page {
    static let template = PageTemplate.home
    let title = "Départements"
    let message: PageMessage?
    let departments: [PageLink]
    let hasDepartments: Bool

    init(departments: [PageLink], message: PageMessage? = nil) {
        self.message = message
        self.departments = departments
        self.hasDepartments = !departments.isEmpty
    }
}

/// An indicator of a map, as the list of choices names it.
struct IndicatorChoice: Sendable {
    let value: String
    let name: String

    init(_ indicator: Indicator) {
        self.value = indicator.rawValue
        self.name = FrenchText.capitalized(indicator.french)
    }
}

/// The page `/departements/{code}`, whose modules load the figures.
struct DepartmentPage: Page {
    static let template = PageTemplate.department
    let title: String
    let code: String
    let name: String
    /// A sentence for visitors who may read alerts and not act upon them.
    let rights: String
    let indicators = [Indicator.deaths, .rate, .ratio, .level, .completeness].map(IndicatorChoice.init)

    init(code: DepartmentCode, name: String) {
        self.code = code.text
        self.name = "\(name) (\(code))"
        self.title = self.name
        self.rights =
            "Votre compte permet de lire les alertes, pas d’agir : prendre en compte, commenter ou clore demande un autre rôle. La personne qui administre vos comptes peut vous le donner."
    }
}

/// The page `/france`: the nation's departments.
struct FrancePage: Page {
    static let template = PageTemplate.france
    let title = "France"
    let indicators = [Indicator.level, .rate, .ratio].map(IndicatorChoice.init)
}
