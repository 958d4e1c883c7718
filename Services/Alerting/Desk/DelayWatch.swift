import Contracts
import Logging
import Mortality
import Runtime

/// Learns every hour how late deaths are declared, and has the days judged anew that it matters for.
struct DelayWatch: Sendable {
    /// Answers a department's reporting triangle.
    typealias Fetch = @Sendable (DepartmentCode, ClosedRange<CivilDay>) async throws -> [Vigie_V1_ReportingRow]

    let desk: JudgementDesk
    let copy: CopyState
    let news: NewsDesk
    let logger: Logger
    let fetch: Fetch
    var interval = Duration.seconds(3_600)
    var patience = Duration.seconds(5)

    /// Learns until cancelled.
    func run() async {
        var learnt: [DepartmentCode: ContinuousClock.Instant] = [:]
        while !Task.isCancelled {
            for (department, zone) in await self.desk.book.departments ?? [:] where self.copy.isWhole(department) {
                if let last = learnt[department], ContinuousClock.now - last < self.interval { continue }
                do {
                    try await self.learn(department, today: self.desk.clock.today(in: zone))
                    learnt[department] = .now
                } catch {
                    if Task.isCancelled { return }
                    self.logger.warning(
                        "the delay of declarations could not be learnt; it is tried again",
                        metadata: ["department": "\(department)", "error": "\(error)"])
                    break
                }
            }
            try? await Task.sleep(for: self.patience)
        }
    }

    /// Learns a department's delay and judges the days anew that are still incomplete.
    func learn(_ department: DepartmentCode, today: CivilDay) async throws {
        let rows = try await self.fetch(department, today.advanced(by: -DelayBook.days)...today)
        self.desk.delays.set(DelayBook.learn(rows, today: today), of: department)
        let days = (0...(DelayBook.longest + 6)).map { today.advanced(by: -$0) }
        self.news.tell(try await self.desk.take(DepartmentCounts(), of: department, judging: .days(days)))
    }

    /// By RPC from Aggregation.
    static func fetch(by client: RPCClient) -> Fetch {
        { department, days in
            var request = Vigie_V1_ReportingTriangleRequest()
            request.department = department.text
            request.fromDay = days.lowerBound.daysSinceEpoch
            request.toDay = days.upperBound.daysSinceEpoch
            request.longest = UInt32(DelayBook.longest)
            return try await client.call(AggregationMethods.reportingTriangle, request, scope: .all, timeout: .seconds(10)).rows
        }
    }
}
