import Mortality
import Persistence

/// The codes that a department's communes lie between: they all begin with its own.
struct CommuneRange: Hashable, Sendable {
    let first: String
    let last: String

    init(_ department: DepartmentCode) {
        let missing = 5 - department.text.utf8.count
        self.first = department.text + String(repeating: "0", count: missing)
        self.last = department.text + String(repeating: "9", count: missing)
    }

    var parameters: [SQLValue] { [.text(self.first), .text(self.last)] }
}
