import CoreMetrics
import Logging
import Messaging
import Mortality
import Runtime
import Threading

/// Loads the snapshot of each department into a copy; one that cannot be loaded does not keep the others from theirs.
struct DepartmentLoader: Sendable {
    /// Why a department is not loaded, and when it is tried again.
    private struct Failure {
        let reason: String
        let times: Int
        let next: ContinuousClock.Instant
    }

    private struct State {
        var loaded: Set<DepartmentCode> = []
        var failing: [DepartmentCode: Failure] = [:]
    }

    /// What is copied, for the log: "counts".
    let name: String
    let logger: Logger
    private let state = Locked(State())

    init(name: String, logger: Logger) {
        self.name = name
        self.logger = logger
    }

    /// Begins anew: something may have been missed.
    func reset() { self.state.withLock { $0 = State() } }

    /// Why departments are not loaded that others do not have to wait for.
    var failing: [DepartmentCode: String] { self.state.withLock { $0.failing.mapValues(\.reason) } }

    /// For `/readyz`: the departments that are missing in the copy, each with why; nothing when none is.
    var note: String? {
        let failing = self.failing.sorted { $0.key < $1.key }
        return failing.isEmpty ? nil : "not loaded, tried again: \(failing.map { "\($0.key) (\($0.value))" }.joined(separator: "; "))"
    }

    /// Loads those of the departments that are not loaded and due.
    ///
    /// - Throws: why one could not be loaded, when it seems that none can: no other was, or three in a row were tried in
    ///   vain because nobody answers.
    func load(_ departments: [DepartmentCode], _ one: (DepartmentCode) async throws -> Void) async throws {
        let due = self.state.withLock { state in
            departments.filter { !state.loaded.contains($0) && (state.failing[$0].map { $0.next <= .now } ?? true) }
        }
        var isAnyLoaded = self.state.withLock { !$0.loaded.isEmpty }
        var inVain = 0
        var outage: (any Error)?
        for department in due {
            do {
                try await one(department)
                isAnyLoaded = true
                inVain = 0
                self.state.withLock { state in
                    state.loaded.insert(department)
                    state.failing[department] = nil
                }
            } catch {
                if Task.isCancelled { throw error }
                self.failed(department, error)
                guard (error as? RPCFailure)?.status == .unavailable else { continue }
                outage = error
                inVain += 1
                if inVain >= 3 { throw error }
            }
        }
        if let outage, !isAnyLoaded { throw outage }
    }

    private func failed(_ department: DepartmentCode, _ error: any Error) {
        self.state.withLock { state in
            let times = (state.failing[department]?.times ?? 0) + 1
            let pause = min(Duration.seconds(60), .seconds(2) * (1 << min(times, 5)))
            state.failing[department] = Failure(reason: String("\(error)".prefix(300)), times: times, next: .now + pause)
        }
        Counter(label: "vigie_copy_failures_total", dimensions: [("copy", self.name)]).increment()
        self.logger.error(
            "a department could not be loaded; it is tried again, the others go on",
            metadata: ["copy": "\(self.name)", "department": "\(department)", "error": "\(error)"])
    }
}
