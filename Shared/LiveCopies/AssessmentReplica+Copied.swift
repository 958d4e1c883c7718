public import Contracts
import CoreMetrics
public import Messaging
public import Mortality
import Runtime

/// A live copy of the judgements, which Alerting answers.
public typealias LiveAssessments = LiveCopy<AssessmentReplica>

extension AssessmentReplica: CopiedFacts {
    /// The name of the copy in logs and queues.
    public static let copyName = "assessments"
    /// The key of every message that tells of judgements.
    public static let bindingKey = Names.RoutingKey.anyAlertChanged
    /// How many messages may be on their way.
    public static let prefetch: UInt16 = 1_000

    /// An answer; there is one page.
    public struct Page: Sendable {
        let assessments: [DepartmentAssessment]
        let alerts: [DepartmentAlert]
        /// Nothing where they were not asked for.
        let shares: [CommuneCode: Double]?
    }

    /// Asks Alerting for days of a department, and hands each page on as it comes.
    public static func ask(_ question: CopyQuestion, _ client: RPCClient, _ take: (Page) -> Void) async throws {
        var request = Vigie_V1_AssessmentsRequest()
        request.department = question.department.text
        request.fromDay = question.days.lowerBound.daysSinceEpoch
        request.toDay = question.days.upperBound.daysSinceEpoch
        request.withShares = question.withCommunes
        let reply = try await client.call(
            AlertingMethods.assessments, request, scope: .departments([question.department]), timeout: question.timeout)
        let shares = try reply.shares.map { try $0.checked() }.map { ($0.commune, $0.share) }
        take(
            Page(
                assessments: try reply.assessments.map { try DepartmentAssessment($0) }, alerts: try reply.redAlerts.map { try DepartmentAlert($0) },
                shares: question.withCommunes ? Dictionary(shares, uniquingKeysWith: { $1 }) : nil))
    }

    /// Merges a page; the communes that moved, by day.
    public mutating func merge(_ page: Page, of department: DepartmentCode) -> [CivilDay: Set<CommuneCode>] {
        self.apply(department: department, alerts: page.alerts)
        if let shares = page.shares { self.apply(department: department, shares: shares) }
        return Self.moved(self.apply(department: department, page.assessments))
    }

    /// Reads a message.
    public static func news(in body: [UInt8]) throws -> AlertChange { try AlertChange(try Wire.decode(from: body)) }

    /// Counts a message that could not be read.
    public static func noteUnreadable() { Counter(label: "vigie_assessments_unreadable_total").increment() }

    /// Merges news; the department, and what moved there by day.
    public mutating func merge(_ news: AlertChange) -> (DepartmentCode, [CivilDay: Set<CommuneCode>]) {
        self.apply(department: news.department, alerts: news.alerts)
        let judged = self.apply(department: news.department, news.assessments)
        // What people do to an alert, and a cluster that is looked for anew, are news without a judgement.
        return (news.department, Self.moved(judged.union(news.alerts.map(\.lastDay)).union(news.clusters.map(\.day))))
    }

    /// The departments that must be asked for again: none, since news of judgements tell all.
    public mutating func takeDoubtful() -> Set<DepartmentCode> { [] }
    /// Notes nothing: no department is ever doubtful.
    public mutating func doubt(_ department: DepartmentCode) {}

    private static func moved(_ days: Set<CivilDay>) -> [CivilDay: Set<CommuneCode>] {
        Dictionary(uniqueKeysWithValues: days.map { ($0, []) })
    }
}
