import Mortality

/// The state of each department's copy of the counts.
///
/// ```
///   absent ──snapshot copied to its end──▶ whole
///      └──fails──▶ failing ◀──fails─────────┘ ▲
///                     └──snapshot copied and judged, and nothing failed since it began
/// ```
///
/// Half a copy would show deaths without the reports that belong to them, so a department is judged only once this process has read its snapshot
/// to the end. Messages of a failing department are dropped, since its next snapshot holds what they say; while that snapshot is being read they
/// are kept, since it may have been read before they came. It is a pure value.
struct DepartmentCopies: Sendable {
    /// The reason why a department is failing.
    struct Failure: Hashable, Sendable {
        let reason: String
        /// The number of failures in a row.
        let times: Int
    }

    private struct Copy {
        var isWhole = false
        var failure: Failure?
        /// The number of failures so far.
        var failures = 0
        /// The number of snapshots that are being read.
        var underWay = 0
    }

    private var copies: [DepartmentCode: Copy] = [:]

    /// Whether a change of the department may be judged.
    func isWhole(_ department: DepartmentCode) -> Bool {
        self.copies[department].map { $0.isWhole && ($0.failure == nil || $0.underWay > 0) } ?? false
    }

    /// Whether a change of the department is to be copied; one that is not may be dropped.
    func accepts(_ department: DepartmentCode) -> Bool {
        self.copies[department].map { $0.failure == nil || $0.underWay > 0 } ?? true
    }

    /// The departments that are failing, each with the reason.
    var failing: [DepartmentCode: Failure] { self.copies.compactMapValues(\.failure) }

    /// Returns those of the departments that are neither whole nor failing.
    func missing(among departments: [DepartmentCode]) -> [DepartmentCode] {
        departments.filter { department in self.copies[department].map { !$0.isWhole && $0.failure == nil } ?? true }.sorted()
    }

    /// Notes that something of the department's own failed, so that it needs a snapshot.
    mutating func failed(_ department: DepartmentCode, because reason: String) {
        self.copies[department, default: Copy()].failures += 1
        let times = (self.copies[department]?.failure?.times ?? 0) + 1
        self.copies[department]?.failure = Failure(reason: reason, times: times)
        self.copies[department]?.isWhole = false
    }

    /// Notes that a snapshot is begun, and returns how often the department has failed so far, for ``copied(_:since:)`` and
    /// ``judged(_:since:)``.
    mutating func began(_ department: DepartmentCode) -> Int {
        self.copies[department, default: Copy()].underWay += 1
        return self.copies[department]?.failures ?? 0
    }

    /// Notes that the snapshot was copied to its end. From now on changes are judged, unless something has failed since it began.
    mutating func copied(_ department: DepartmentCode, since failures: Int) {
        guard self.copies[department]?.failures == failures else { return }
        self.copies[department]?.isWhole = true
    }

    /// Notes that everything that was copied has been judged.
    ///
    /// - Returns: whether the department was failing and no longer is.
    mutating func judged(_ department: DepartmentCode, since failures: Int) -> Bool {
        guard self.copies[department]?.failures == failures, self.copies[department]?.failure != nil else { return false }
        self.copies[department]?.failure = nil
        return true
    }

    /// Notes that a snapshot was judged or given up.
    mutating func left(_ department: DepartmentCode) {
        guard let underWay = self.copies[department]?.underWay, underWay > 0 else { return }
        self.copies[department]?.underWay = underWay - 1
    }
}
