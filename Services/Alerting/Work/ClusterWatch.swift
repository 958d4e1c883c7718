import Contracts
import CoreMetrics
import Dossiers
import Judging
import Logging
import Mortality
import Persistence
import Runtime

/// Looks for clusters on the days whose counts changed, while judging goes on. It looks at one day at a time, on the thread of statistics.
/// Several instances share the days among them.
struct ClusterWatch: Sendable {
    let judge: DepartmentJudge
    let studies: StudyMemory
    let statistics: StatisticsThread
    let news: OutboxNotifier
    let logger: Logger
    /// How long a day's counts are left to change before the day is searched, in seconds.
    var patience = 60.0
    var interval = Duration.seconds(5)

    /// Searches days until cancelled.
    func run() async {
        await Periodic(every: self.interval, failure: "clusters could not be looked for; it is tried again", logger: self.logger).run {
            while try await self.lookOnce(), !Task.isCancelled {}
        }
    }

    /// Searches one day that waits, and returns whether there was one.
    func lookOnce() async throws -> Bool {
        guard let (department, day) = try await self.judge.store.claimScan(after: self.patience) else { return false }
        let began = ContinuousClock.now
        do {
            try await self.look(department, day)
        } catch  where DepartmentFault.isOwn(error) && !Task.isCancelled {
            // The day is given to no instance for ten minutes and then tried again; other days are searched meanwhile.
            Counter(label: "vigie_alerting_scan_failures_total").increment()
            self.logger.error(
                "clusters could not be looked for in a department; it is tried again in ten minutes",
                metadata: ["department": "\(department)", "day": "\(day)", "error": "\(error)"])
            return true
        }
        Timer(label: "vigie_alerting_scan_seconds").recordNanoseconds(Int64((ContinuousClock.now - began) / .nanoseconds(1)))
        return true
    }

    private func look(_ department: DepartmentCode, _ day: CivilDay) async throws {
        let territory = try await self.judge.book.territory(department)
        // Counts that are declared from now on are not in the search.
        let now = self.judge.clock.instant
        let parts = try await self.studies.studies(of: territory.ground.departments.union([department]), for: day)
        let study = ScanStudy(territory: territory, parts: parts).input(day)
        if case .input(let input, let leftOut) = study, let found = try await self.found(department, input, leftOut: leftOut, at: now) {
            let days = (0..<5).map { input.day.advanced(by: $0) }
            self.news.tell(try await self.judge.apply(DepartmentCounts(), of: department, judging: .days(days), clusters: [found]))
        }
        try await self.judge.store.pool.transaction { try await self.judge.store.settleScan(department, day, in: $0) }
    }

    private func found(_ department: DepartmentCode, _ input: ClusterInput, leftOut: Int, at now: Instant) async throws -> FoundCluster? {
        guard let finding = try await self.statistics.find(input) else { return nil }
        let cluster = DeathCluster(
            department: department, day: finding.day, firstDay: finding.firstDay, communes: finding.communes, observed: finding.observed,
            expected: finding.expected, score: finding.score, pValue: finding.pValue, recurrenceDays: finding.recurrence,
            areas: input.communes.count, leftOut: leftOut, studyDays: input.days, scannedAt: now, version: 1)
        // The input of the scan is kept where somebody may want to see it again.
        let isNotable = finding.recurrence >= LevelThresholds().yellowRecurrence
        return FoundCluster(cluster: cluster, input: isNotable ? try Wire.encode(input.message) : nil)
    }
}
