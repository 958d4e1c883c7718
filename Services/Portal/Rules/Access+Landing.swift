import Mortality

extension Access {
    /// Where a second factor is set up.
    static let secondFactorPage = "/mon-compte/second-facteur"

    /// Where somebody lands who has signed in and asked for no page.
    var landing: String {
        if self.isNationalAdministrator { return "/comptes" }
        if !self.communes.isEmpty { return "/mairie/" }
        // Who telephones and looks after no alert begins with who has not come.
        if !self.calls.isEmpty, self.alerts.isEmpty { return "/appels" }
        switch self.figures {
        case .all: return "/france"
        case .departments(let departments):
            if let only = departments.first, departments.count == 1 { return "/departements/\(only)" }
            if !departments.isEmpty { return "/" }
        }
        if self.seesOperations { return "/exploitation" }
        return self.seesAudit ? "/audit" : "/mon-compte"
    }
}
