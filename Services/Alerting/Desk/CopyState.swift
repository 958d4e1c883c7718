import Mortality
import Threading

/// Of which departments the copy of the counts is whole.
///
/// Half a copy would show deaths without the reports that belong to them: a department is judged only once this process
/// has seen its snapshot to the end.
final class CopyState: Sendable {
    private let whole = Locked<Set<DepartmentCode>>([])

    func isWhole(_ department: DepartmentCode) -> Bool { self.whole.withLock { $0.contains(department) } }

    func markWhole(_ department: DepartmentCode) { self.whole.withLock { _ = $0.insert(department) } }

    /// Those of the departments that are not whole yet.
    func missing(among departments: [DepartmentCode]) -> [DepartmentCode] {
        self.whole.withLock { whole in departments.filter { !whole.contains($0) }.sorted() }
    }
}
