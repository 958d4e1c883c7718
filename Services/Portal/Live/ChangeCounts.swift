import Mortality
import Threading

/// How often the copies of counts and judgements changed, of each department and of all: what was made of them before is old.
final class ChangeCounts: Sendable {
    private let state = Locked<(all: Int, departments: [DepartmentCode: Int])>((0, [:]))

    /// A department's figures changed.
    func add(_ department: DepartmentCode) {
        self.state.withLock { state in
            state.all += 1
            state.departments[department, default: 0] += 1
        }
    }

    /// Changes of a department, or of all.
    func count(of department: DepartmentCode?) -> Int {
        self.state.withLock { state in department.map { state.departments[$0] ?? 0 } ?? state.all }
    }
}
