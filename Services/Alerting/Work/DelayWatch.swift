import Contracts
import Judging
import Logging
import Messaging
import Mortality
import Persistence
import Runtime
import Surveillance

/// Learns every hour how late the deaths of each department's panel are declared, and judges the days anew for which it matters.
///
/// A member of the panel that has not reported yet counts as late and not as absent: its first report counts as any other. Without a panel,
/// judgements are lower bounds, to which nothing is added.
struct DelayWatch: Sendable {
    /// Returns the reporting triangle of some communes of a department.
    typealias Fetch = @Sendable (DepartmentCode, [CommuneCode], ClosedRange<CivilDay>) async throws -> [Vigie_V1_ReportingRow]

    let judge: DepartmentJudge
    let statistics: StatisticsThread
    let copy: CopyState
    let news: OutboxNotifier
    let logger: Logger
    let fetch: Fetch
    var interval = Duration.seconds(3_600)
    var patience = Duration.seconds(5)

    /// Learns until cancelled.
    func run() async {
        await Periodic(
            every: self.interval, retrying: self.patience * 2...max(self.interval, self.patience * 2),
            failure: "the delay of declarations could not be learnt; it is tried again", logger: self.logger
        ).runPaced {
            try await self.learn() ? .asUsual : .after(self.patience)
        }
    }

    /// Learns the delay of every department, and judges the days that are still incomplete anew where the delay changed. A department that fails
    /// does not delay the others.
    ///
    /// - Returns: whether there was anything to learn from yet.
    /// - Throws: the error of a department that could not be learnt or judged, once all the others were.
    func learn() async throws -> Bool {
        let departments = (await self.judge.book.departments ?? [:]).filter { self.copy.isWhole($0.key) }
        guard !departments.isEmpty else { return false }
        var triangles: [DepartmentCode: DelayTriangle] = [:]
        var unknown: Set<DepartmentCode> = []
        var outage: (any Error)?
        for (department, zone) in departments.sorted(by: { $0.key < $1.key }) {
            let today = self.judge.clock.today(in: zone)
            let first = today.advanced(by: -DelayModels.days)
            do {
                let shares = try await self.judge.book.territory(department).shares
                let (panel, communes) = try await self.judge.store.pool.transaction { transaction in
                    try await self.judge.store.panel(of: department, on: today, shares: shares, in: transaction)
                }
                guard panel.isEnough else { continue }
                triangles[department] = Self.triangle(
                    try await self.fetch(department, communes, first...today), from: first, through: today)
            } catch {
                if Task.isCancelled { return false }
                // What is known of this department stays; the others are learnt.
                unknown.insert(department)
                outage = error
                self.logger.warning(
                    "the delay of a department's declarations could not be learnt",
                    metadata: ["department": "\(department)", "error": "\(error)"])
                if unknown.count >= 3, triangles.isEmpty { throw error }
            }
        }
        if triangles.isEmpty, let outage { throw outage }
        for department in self.judge.delays.replace(by: await self.statistics.delays(triangles), keeping: unknown) {
            guard let zone = departments[department], self.copy.isWhole(department) else { continue }
            let today = self.judge.clock.today(in: zone)
            let days = (0...(DelayModels.longest + 6)).map { today.advanced(by: -$0) }
            do {
                self.news.tell(try await self.judge.apply(DepartmentCounts(), of: department, judging: .days(days)))
            } catch {
                if Task.isCancelled { return false }
                if DepartmentFault.isOwn(error) {
                    self.copy.failed(department, error, while: "judging by its delay")
                } else {
                    outage = error
                }
            }
        }
        if let outage { throw outage }
        return true
    }

    /// Returns a row for each day with its weekday, since town halls are closed on Sundays. A day that nobody reported has a row of zeros.
    static func triangle(_ rows: [Vigie_V1_ReportingRow], from first: CivilDay, through today: CivilDay) -> DelayTriangle? {
        let known = Dictionary(rows.map { ($0.day, $0) }, uniquingKeysWith: { $1 })
        let days = CivilDay.days(from: first, through: today)
        let increments = days.map { day -> [Double?] in
            let (row, passed) = (known[day.daysSinceEpoch], day.distance(to: today) + 1)
            return (0...DelayModels.longest).map { delay in
                guard delay < passed else { return nil }
                guard let row, row.first.indices.contains(delay), row.added.indices.contains(delay) else { return 0 }
                return Double(row.first[delay]) + Double(row.added[delay])
            }
        }
        return try? DelayTriangle(increments, kinds: days.map { $0.weekday - 1 })
    }

    /// Returns a function that asks Aggregation for the triangle by RPC.
    static func fetch(by client: RPCClient) -> Fetch {
        { department, communes, days in
            var request = Vigie_V1_ReportingTriangleRequest()
            request.department = department.text
            request.fromDay = days.lowerBound.daysSinceEpoch
            request.toDay = days.upperBound.daysSinceEpoch
            request.longest = UInt32(DelayModels.longest)
            request.communes = communes.map(\.text)
            let reply = try await client.call(AggregationMethods.reportingTriangle, request, scope: .all, timeout: .seconds(10))
            for row in reply.rows { try row.check() }
            return reply.rows
        }
    }
}
