/// What somebody may do in Vigie. Who may is written here by hand, and asks nothing of the program that it judges.
public enum Right: String, CaseIterable, Hashable, Sendable {
    /// Reads figures of deaths: totals, maps, series, streams.
    case readFigures
    /// Reads alerts and what they were judged from.
    case readAlerts
    /// Acknowledges, comments, confirms and closes alerts.
    case actUponAlerts
    /// Declares deaths.
    case declare
    /// Has to do with declarations at all: sends them, or sees what became of them. Of programs and of tokens alone.
    case followDeclarations
    /// Keeps accounts: invites, closes, gives roles.
    case keepAccounts
    /// Makes new codes for clerks.
    case renewCodes
    /// Telephones communes: sees who has not come yet, and notes calls.
    case callCommunes
    /// Opens, pauses and closes departments.
    case openDepartments
    case seeOperations
    case readAudit
}
