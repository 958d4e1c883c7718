public import Contracts
import CoreMetrics
public import Messaging
public import Mortality
import Runtime

/// A live copy of the counts, which Aggregation answers.
public typealias LiveCounts = LiveCopy<CountsReplica>

extension CountsReplica: CopiedFacts {
    /// The name of the copy in logs and queues.
    public static let copyName = "counts"
    /// The key of every message that tells of counts.
    public static let bindingKey = Names.RoutingKey.anyCountsChanged
    /// How many messages may be on their way.
    public static let prefetch: UInt16 = 2_000

    /// A page of a snapshot.
    public struct Page: Sendable {
        let cells: [CellCount]
        let reports: [CommuneReport]
        /// What is known of communes whatever the day; nothing where it was not asked for, or came with another page.
        let communes: [DeclaringCommune]?
    }

    /// Asks Aggregation for days of a department, and hands each page on as it comes.
    public static func ask(_ question: CopyQuestion, _ client: RPCClient, _ take: (Page) -> Void) async throws {
        var token: [UInt8] = []
        repeat {
            var request = Vigie_V1_CountsSnapshotRequest()
            request.department = question.department.text
            request.fromDay = question.days.lowerBound.daysSinceEpoch
            request.toDay = question.days.upperBound.daysSinceEpoch
            request.reportsByCommune = true
            request.withoutReports = question.depth == .deaths
            request.withCommunes = question.withCommunes
            request.setPageToken(token)
            let reply = try await client.call(
                AggregationMethods.countsSnapshot, request, scope: .departments([question.department]), timeout: question.timeout)
            let (cells, reports) = try reply.counts(of: question.department)
            let communes = question.withCommunes && token.isEmpty ? try reply.declaringCommunes(of: question.department) : nil
            take(Page(cells: cells, reports: reports, communes: communes))
            token = reply.nextToken
        } while !token.isEmpty
    }

    /// Merges a page; the communes that moved, by day.
    public mutating func merge(_ page: Page, of department: DepartmentCode) -> [CivilDay: Set<CommuneCode>] {
        // First, since what the page's reports tell may be newer.
        if let communes = page.communes { self.apply(department: department, communes: communes) }
        return self.apply(department: department, cells: page.cells, reports: page.reports)
    }

    /// Reads a message.
    public static func news(in body: [UInt8]) throws -> CountsChange {
        let change = try CountsChange(try Wire.decode(from: body))
        Timer(label: "vigie_counts_lag_seconds").recordNanoseconds(Instant.now.elapsed(since: change.committedAt))
        return change
    }

    /// Counts a message that could not be read.
    public static func noteUnreadable() { Counter(label: "vigie_counts_unreadable_total").increment() }

    /// Merges news; the department, and what moved there by day.
    public mutating func merge(_ news: CountsChange) -> (DepartmentCode, [CivilDay: Set<CommuneCode>]) {
        (news.department, self.apply(department: news.department, cells: news.cells, reports: news.reports))
    }
}
