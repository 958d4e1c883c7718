import Formats
import Foundation
import Judging
import Logging
import Mortality
import Persistence
import Runtime
import Threading

/// Derives the thresholds of a department from its false-alarm budget, once for each past and budget. A simulation holds a processor for tenths
/// of a second, so it runs on a thread of its own.
actor ThresholdDeriver {
    /// The version of the derivation. It is raised when the derivation changes, so that thresholds are derived anew.
    static let method = 1

    private let thread: ConnectionThread
    private let store: ThresholdStore
    private let clock: ZoneClock
    private let logger: Logger
    /// The number of null years that are simulated.
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

    /// Returns the thresholds of a department: the ones that are kept if they were derived from the same values, or else new ones.
    func thresholds(of department: DepartmentCode, history: DepartmentHistory, budget: FalseAlarmBudget) async throws -> LevelThresholds {
        let digest = Self.digest(history, budget, years: self.years)
        // Thresholds that an older version wrote in another form are derived anew.
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

    /// Returns a digest of the values that thresholds are derived from. Its text, without leading zeros, is a key of stored rows, so it must
    /// stay as it is.
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

/// Keeps the thresholds that were derived, by department, with a digest of what they were derived from.
struct ThresholdStore: Sendable {
    let pool: DatabasePool

    /// Reads the thresholds of a department, if they were derived from values with this digest.
    func body(of department: DepartmentCode, digest: String) async throws -> String? {
        try await self.pool.query(
            "SELECT body FROM alerting.threshold WHERE department = $1 AND digest = $2", [.text(department.text), .text(digest)]
        ).first?.text("body")
    }

    /// Replaces the thresholds of a department.
    func keep(_ body: String, of department: DepartmentCode, digest: String) async throws {
        try await self.pool.execute(
            """
            INSERT INTO alerting.threshold (department, digest, body) VALUES ($1, $2, $3)
            ON CONFLICT (department) DO UPDATE SET digest = excluded.digest, body = excluded.body, derived_at = now()
            """, [.text(department.text), .text(digest), .text(body)])
    }
}
