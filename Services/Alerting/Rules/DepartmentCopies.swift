import Mortality

/// How each department's copy of the counts stands.
///
/// ```
///   absent ──snapshot copied to its end──▶ whole
///      └──fails──▶ failing ◀──fails─────────┘ ▲
///                     └──snapshot copied and judged, and nothing failed since it began
/// ```
///
/// Half a copy would show deaths without the reports that belong to them: a department is judged only once this process
/// has seen its snapshot to the end. While one is failing its messages are let go, since the next snapshot brings what
/// they say; while that snapshot is being taken they are not, since it may have been read before them. Pure.
struct DepartmentCopies: Sendable {
    /// Why a department is failing.
    struct Failure: Hashable, Sendable {
        let reason: String
        /// How often in a row.
        let times: Int
    }

    private struct Copy {
        var isWhole = false
        var failure: Failure?
        /// Rises with each failure.
        var failures = 0
        /// Snapshots that are being taken.
        var underWay = 0
    }

    private var copies: [DepartmentCode: Copy] = [:]

    /// Whether a change may be judged.
    func isWhole(_ department: DepartmentCode) -> Bool {
        self.copies[department].map { $0.isWhole && ($0.failure == nil || $0.underWay > 0) } ?? false
    }

    /// Whether a change is to be copied; one that is not may be let go.
    func accepts(_ department: DepartmentCode) -> Bool {
        self.copies[department].map { $0.failure == nil || $0.underWay > 0 } ?? true
    }

    /// The departments that are failing, each with why.
    var failing: [DepartmentCode: Failure] { self.copies.compactMapValues(\.failure) }

    /// Those of the departments that neither are whole nor failing.
    func missing(among departments: [DepartmentCode]) -> [DepartmentCode] {
        departments.filter { department in self.copies[department].map { !$0.isWhole && $0.failure == nil } ?? true }.sorted()
    }

    /// Something of the department's own failed: it needs a snapshot.
    mutating func failed(_ department: DepartmentCode, because reason: String) {
        self.copies[department, default: Copy()].failures += 1
        let times = (self.copies[department]?.failure?.times ?? 0) + 1
        self.copies[department]?.failure = Failure(reason: reason, times: times)
        self.copies[department]?.isWhole = false
    }

    /// A snapshot is begun. Answers how often the department has failed so far, for ``copied(_:since:)`` and
    /// ``judged(_:since:)``.
    mutating func began(_ department: DepartmentCode) -> Int {
        self.copies[department, default: Copy()].underWay += 1
        return self.copies[department]?.failures ?? 0
    }

    /// The snapshot was copied to its end: from now on changes are judged, unless something failed since it began.
    mutating func copied(_ department: DepartmentCode, since failures: Int) {
        guard self.copies[department]?.failures == failures else { return }
        self.copies[department]?.isWhole = true
    }

    /// All that was copied has been judged.
    ///
    /// - Returns: whether the department was failing and no longer is.
    mutating func judged(_ department: DepartmentCode, since failures: Int) -> Bool {
        guard self.copies[department]?.failures == failures, self.copies[department]?.failure != nil else { return false }
        self.copies[department]?.failure = nil
        return true
    }

    /// The snapshot was judged, or given up.
    mutating func left(_ department: DepartmentCode) {
        guard let underWay = self.copies[department]?.underWay, underWay > 0 else { return }
        self.copies[department]?.underWay = underWay - 1
    }
}
