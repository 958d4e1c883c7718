import Judging
import Mortality
import Surveillance
import Threading

/// How late each department's deaths are declared, as it was last learnt from the ledger.
final class DelayModels: Sendable {
    /// Delays from 0 to this many days are learnt.
    static let longest = 14
    /// Days of death that it is learnt from: three times the longest delay, and what is still coming in.
    static let days = 4 * longest

    private let models = Locked<[DepartmentCode: DelayNowcast]?>(nil)

    func model(of department: DepartmentCode) -> DelayNowcast? { self.models.withLock { $0?[department] } }

    /// Why it is not known how late a department's deaths are declared, in French; nothing where it is.
    func absence(of department: DepartmentCode) -> String? {
        self.models.withLock { models in
            guard let models else { return "Le délai de déclaration n’a pas encore été mesuré." }
            return models[department] == nil
                ? "Trop peu de communes déclarent chaque jour, ou trop peu de décès ont été déclarés, pour mesurer le délai de déclaration." : nil
        }
    }

    /// Keeps what was learnt in place of what was known; answers the departments of which it is another than before.
    ///
    /// - Parameter unknown: departments of which nothing could be learnt this time: what was known of them stays.
    func replace(by learnt: [DepartmentCode: DelayNowcast], keeping unknown: Set<DepartmentCode> = []) -> [DepartmentCode] {
        self.models.withLock { models in
            let former = models ?? [:]
            let learnt = learnt.merging(former.filter { unknown.contains($0.key) }) { $1 }
            models = learnt
            return Set(former.keys).union(learnt.keys).filter { former[$0] != learnt[$0] }.sorted()
        }
    }
}
