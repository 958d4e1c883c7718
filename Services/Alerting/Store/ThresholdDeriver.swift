import Formats
import Foundation
import Judging
import Logging
import Mortality
import Persistence
import Runtime
import Threading

/// Derives thresholds from a department's budget of false alarms, once for each past and budget: a simulation holds a
/// processor for tenths of a second, so it has a thread of its own.
actor ThresholdDeriver {
    /// Raised when the derivation changes, so that what was derived before is derived anew.
    static let method = 1

    private let thread: ConnectionThread
    private let store: ThresholdStore
    private let clock: ZoneClock
    private let logger: Logger
    /// Null years that are simulated.
    private let years: Int

    init(pool: DatabasePool, clock: ZoneClock = ZoneClock(), years: Int = 400, logger: Logger) throws(ThreadingError) {
        self.thread = try ConnectionThread(name: "thresholds")
        self.store = ThresholdStore(pool: pool)
        self.clock = clock
        self.years = years
        self.logger = logger
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { self.thread.asUnownedSerialExecutor() }

    deinit { self.thread.stop() }

    /// The thresholds of a department: those kept, if they were derived from the same, else new ones.
    func thresholds(of department: DepartmentCode, history: DepartmentHistory, budget: FalseAlarmBudget) async throws -> LevelThresholds {
        let digest = Self.digest(history, budget, years: self.years)
        // What an older version wrote otherwise is derived anew.
        if let kept = try await self.store.body(of: department, digest: digest).flatMap({ try? JSONDecoder().decode(LevelThresholds.self, from: Data($0.utf8)) }
        ) {
            return kept
        }
        let began = ContinuousClock.now
        let derived = ThresholdDerivation(budget: budget, years: self.years, seed: ClusterInput.seed(department, .first))
            .thresholds(of: history, from: self.clock.today(in: department.zone))
        self.logger.info(
            "thresholds derived",
            metadata: [
                "department": "\(department)", "orange": "\(derived.orange)", "red": "\(derived.red)",
                "took": "\(ContinuousClock.now - began)",
            ])
        let body = String(decoding: try JSONEncoder().encode(derived), as: UTF8.self)
        try await self.store.keep(body, of: department, digest: digest)
        return derived
    }

    /// Tells apart what thresholds are derived from. Its text is a key of what is kept, without zeros in front: it must stay as it is.
    private static func digest(_ history: DepartmentHistory, _ budget: FalseAlarmBudget, years: Int) -> String {
        var hash = FNV1a()
        func mix(_ number: some BinaryInteger) { hash.add(withUnsafeBytes(of: Int64(truncatingIfNeeded: number), Array.init)) }
        mix(self.method)
        mix(years)
        mix(Int(budget.orangeYears * 1_000))
        mix(Int(budget.redYears * 1_000))
        for week in history.weeks {
            mix(week.sunday.daysSinceEpoch)
            mix(week.deaths)
        }
        for year in history.rules.excludedYears.sorted() { mix(year) }
        for number in [history.rules.weeks, history.rules.gap, history.rules.trendWeeks, history.rules.ownWeeks] { mix(number) }
        return String(hash.value, radix: 16)
    }
}

/// Thresholds that were derived, by department, with a digest of what they were derived from.
struct ThresholdStore: Sendable {
    let pool: DatabasePool

    /// What is kept of a department, if it was derived from the same.
    func body(of department: DepartmentCode, digest: String) async throws -> String? {
        try await self.pool.query(
            "SELECT body FROM alerting.threshold WHERE department = $1 AND digest = $2", [.text(department.text), .text(digest)]
        ).first?.text("body")
    }

    /// Keeps what was derived in place of what was kept.
    func keep(_ body: String, of department: DepartmentCode, digest: String) async throws {
        try await self.pool.execute(
            """
            INSERT INTO alerting.threshold (department, digest, body) VALUES ($1, $2, $3)
            ON CONFLICT (department) DO UPDATE SET digest = excluded.digest, body = excluded.body, derived_at = now()
            """, [.text(department.text), .text(digest), .text(body)])
    }
}
