import Mortality
import Threading

/// The departments whose days before the last sixty are still to be copied, and the days of each that moved and are not judged yet.
final class OlderDays: Sendable {
    /// What is left to copy of a department.
    struct Left: Sendable {
        let department: DepartmentCode
        let days: ClosedRange<CivilDay>
        /// Tells one snapshot of a department from the next.
        fileprivate let turn: UInt64
    }

    private struct State {
        var left: [DepartmentCode: Left] = [:]
        var moved: [DepartmentCode: Set<CivilDay>] = [:]
        var turn: UInt64 = 0
    }

    private let state = Locked(State())
    /// Wakes who copies, when something is left.
    let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    init() { (self.signals, self.signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    /// Notes that the days of a department before one are to be copied.
    func leave(_ department: DepartmentCode, before day: CivilDay) {
        guard day > CivilDay.first else { return }
        self.state.withLock { state in
            state.turn += 1
            state.left[department] = Left(department: department, days: CivilDay.first...day.advanced(by: -1), turn: state.turn)
        }
        self.signal.yield()
    }

    /// What is left of the first department, in their order; nothing when nothing is left.
    var next: Left? { self.state.withLock { $0.left.min { $0.key < $1.key }?.value } }

    /// Notes days that were copied: they are to be judged, also when that fails at first.
    func moved(_ days: Set<CivilDay>, of department: DepartmentCode) {
        guard !days.isEmpty else { return }
        self.state.withLock { $0.moved[department, default: []].formUnion(days) }
    }

    /// The days of a department that moved and are not judged yet.
    func toJudge(of department: DepartmentCode) -> Set<CivilDay> { self.state.withLock { $0.moved[department] ?? [] } }

    /// Leaves a department that fails until its next snapshot; the days that moved are remembered.
    func putOff(_ department: DepartmentCode) { self.state.withLock { $0.left[department] = nil } }

    /// Notes that all of it was copied and judged. A snapshot that was asked for meanwhile is still to be taken.
    func done(_ copied: Left) {
        self.state.withLock { state in
            state.moved[copied.department] = nil
            if state.left[copied.department]?.turn == copied.turn { state.left[copied.department] = nil }
        }
    }
}
