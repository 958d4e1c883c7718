import Threading

/// Checks, when it is asked, whether what a service needs to answer is there.
public final class Readiness: Sendable {
    /// Says why something is not there; `nil` when it is.
    public typealias Check = @Sendable () async -> String?

    /// What `/readyz` answers.
    public struct Report: Sendable {
        /// Why each thing that is missing is so, by name.
        public let absences: [String: String]
        /// The names of everything that was checked, sorted.
        public let names: [String]
        /// What is amiss and yet no reason not to answer, by name.
        public let notes: [String: String]
        /// Whether the service can answer: nothing that it needs is away.
        public var isReady: Bool { self.absences.isEmpty }
    }

    private let checks = Locked<[(name: String, check: Check)]>([])
    private let notes = Locked<[(name: String, check: Check)]>([])
    private let patience: Duration

    /// Makes a readiness that requires nothing yet.
    ///
    /// - Parameter patience: How long a check may take. One that takes longer is told as away.
    public init(patience: Duration = .seconds(2)) { self.patience = patience }

    /// Adds a check of something that the service cannot answer without.
    public func require(_ name: String, _ check: @escaping Check) {
        self.checks.withLock { $0.append((name, check)) }
    }

    /// Adds a check of something that `/readyz` tells of when it is amiss, and that does not make the service unready.
    public func note(_ name: String, _ check: @escaping Check) {
        self.notes.withLock { $0.append((name, check)) }
    }

    /// Runs all checks at once and reports what they found.
    public func report() async -> Report {
        let checks = self.checks.withLock { $0 }
        async let absences = self.answers(checks)
        async let notes = self.answers(self.notes.withLock { $0 })
        return Report(absences: await absences, names: checks.map(\.name).sorted(), notes: await notes)
    }

    private func answers(_ checks: [(name: String, check: Check)]) async -> [String: String] {
        await withTaskGroup(of: (String, String?).self) { group in
            for (name, check) in checks { group.addTask { (name, await self.ask(check)) } }
            var answers: [String: String] = [:]
            for await (name, answer) in group { answers[name] = answer }
            return answers
        }
    }

    private func ask(_ check: @escaping Check) async -> String? {
        await withTaskGroup(of: String?.self) { group in
            group.addTask { await check() }
            group.addTask {
                try? await Task.sleep(for: self.patience)
                return "no answer within \(self.patience)"
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}
