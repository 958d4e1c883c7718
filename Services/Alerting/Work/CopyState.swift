import CoreMetrics
import Logging
import Mortality
import Threading

/// The state of the departments' copies, shared by all tasks that work on them. It names failures in the log and counts them.
final class CopyState: Sendable {
    private let copies = Locked(DepartmentCopies())
    private let logger: Logger

    init(logger: Logger) { self.logger = logger }

    func isWhole(_ department: DepartmentCode) -> Bool { self.copies.withLock { $0.isWhole(department) } }

    /// Whether a change of the department is to be copied; see ``DepartmentCopies``.
    func accepts(_ department: DepartmentCode) -> Bool { self.copies.withLock { $0.accepts(department) } }

    /// Returns those of the departments that are neither whole nor failing yet.
    func missing(among departments: [DepartmentCode]) -> [DepartmentCode] { self.copies.withLock { $0.missing(among: departments) } }

    /// The departments that are failing, each with the reason.
    var failing: [DepartmentCode: String] { self.copies.withLock { $0.failing.mapValues(\.reason) } }

    /// The note of `/readyz` that names the failing departments; `nil` when none fails. The others are served, so the service is ready.
    var note: String? {
        let failing = self.failing.sorted { $0.key < $1.key }
        return failing.isEmpty ? nil : "failing, copied anew every minute: \(failing.map { "\($0.key) (\($0.value))" }.joined(separator: "; "))"
    }

    /// Marks a department that failed by an error of its own.
    func failed(_ department: DepartmentCode, _ error: any Error, while doing: String) {
        self.copies.withLock { $0.failed(department, because: String("\(error)".prefix(300))) }
        self.record()
        self.logger.error(
            "a department fails; it is copied anew every minute, the others go on",
            metadata: ["department": "\(department)", "while": "\(doing)", "error": "\(error)"])
    }

    /// Fills a department's copy from a snapshot and judges what was copied. The department is whole then, unless something of it failed
    /// meanwhile.
    func fill(
        _ department: DepartmentCode, copying: () async throws -> Void, judging: () async throws -> Void
    ) async throws {
        let failures = self.copies.withLock { $0.began(department) }
        defer { self.copies.withLock { $0.left(department) } }
        try await copying()
        self.copies.withLock { $0.copied(department, since: failures) }
        try await judging()
        guard self.copies.withLock({ $0.judged(department, since: failures) }) else { return }
        self.logger.notice("a department that failed is whole again", metadata: ["department": "\(department)"])
        self.record()
    }

    private func record() {
        Gauge(label: "vigie_alerting_failing_departments").record(self.copies.withLock { $0.failing.count })
    }
}
