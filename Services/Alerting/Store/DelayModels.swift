import Judging
import Mortality
import Surveillance
import Threading

/// Holds how late each department's deaths are declared, as it was last learnt from the ledger.
final class DelayModels: Sendable {
    /// The longest delay that is learnt, in days.
    static let longest = 14
    /// The number of days of death from which delays are learnt: three times the longest delay, and the days that are not complete yet.
    static let days = 4 * longest

    private let models = Locked<[DepartmentCode: DelayNowcast]?>(nil)

    func model(of department: DepartmentCode) -> DelayNowcast? { self.models.withLock { $0?[department] } }

    /// Returns the reason, in French, why it is not known how late a department's deaths are declared; `nil` when it is known.
    func absence(of department: DepartmentCode) -> String? {
        self.models.withLock { models in
            guard let models else { return "Le délai de déclaration n’a pas encore été mesuré." }
            return models[department] == nil
                ? "Trop peu de communes déclarent chaque jour, ou trop peu de décès ont été déclarés, pour mesurer le délai de déclaration." : nil
        }
    }

    /// Replaces what was known by what was learnt, and returns the departments of which it differs.
    ///
    /// - Parameter unknown: the departments of which nothing could be learnt this time; they keep what was known of them.
    func replace(by learnt: [DepartmentCode: DelayNowcast], keeping unknown: Set<DepartmentCode> = []) -> [DepartmentCode] {
        self.models.withLock { models in
            let former = models ?? [:]
            let learnt = learnt.merging(former.filter { unknown.contains($0.key) }) { $1 }
            models = learnt
            return Set(former.keys).union(learnt.keys).filter { former[$0] != learnt[$0] }.sorted()
        }
    }
}
