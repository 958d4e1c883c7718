import Contracts
import Judging
import Logging
import Mortality
import Runtime
import Surveillance
import Threading

/// How late each department's deaths are declared, as it was last learnt from the ledger.
final class DelayBook: Sendable {
    /// Delays from 0 to this many days are learnt.
    static let longest = 14
    /// Days of death that it is learnt from: three times the longest delay, and what is still coming in.
    static let days = 3 * longest + longest

    /// What is known of a department.
    enum Entry: Sendable {
        case known(DelayNowcast)
        /// Why nothing is, in French.
        case absent(String)
    }

    private let entries = Locked<[DepartmentCode: Entry]>([:])

    func model(of department: DepartmentCode) -> DelayNowcast? {
        guard case .known(let model) = self.entries.withLock({ $0[department] }) else { return nil }
        return model
    }

    /// Why it is not known how late a department's deaths are declared; nothing where it is.
    func absence(of department: DepartmentCode) -> String? {
        switch self.entries.withLock({ $0[department] }) {
        case .known: nil
        case .absent(let why): why
        case nil: "Le délai de déclaration n’a pas encore été mesuré."
        }
    }

    func set(_ entry: Entry, of department: DepartmentCode) { self.entries.withLock { $0[department] = entry } }

    /// Learns from what the ledger tells.
    ///
    /// - Parameter today: the department's: later delays than have passed are still to come.
    static func learn(_ rows: [Vigie_V1_ReportingRow], today: CivilDay) -> Entry {
        let triangle = rows.sorted { $0.day < $1.day }.compactMap { row -> [Double?]? in
            let passed = Int(today.daysSinceEpoch - row.day) + 1
            return ReporterTriangle.row(first: row.first.map(Int.init(clamping:)), added: row.added.map(Int.init(clamping:)), observed: passed)
        }
        do {
            return .known(try DelayNowcast(triangle: triangle))
        } catch {
            return .absent("Trop peu de jours déclarés pour mesurer le délai de déclaration.")
        }
    }
}
