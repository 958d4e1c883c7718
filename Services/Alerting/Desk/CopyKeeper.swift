import Contracts
import Logging
import Messaging
import Mortality
import Runtime

/// Makes the copy of the counts whole: takes Aggregation's snapshot of every department at the start and whenever something
/// may have been missed, while the queue is consumed. What has the higher version stands, whichever way it came.
final class CopyKeeper: Sendable {
    /// Answers a page of a department's counts, and the token of the next page, empty after the last.
    typealias Fetch = @Sendable (DepartmentCode, [UInt8]) async throws -> (counts: DepartmentCounts, next: [UInt8])

    private let desk: JudgementDesk
    private let copy: CopyState
    private let news: NewsDesk
    private let fetch: Fetch
    private let logger: Logger
    private let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    init(desk: JudgementDesk, copy: CopyState, news: NewsDesk, logger: Logger, fetch: @escaping Fetch) {
        self.desk = desk
        self.copy = copy
        self.news = news
        self.logger = logger
        self.fetch = fetch
        (self.signals, self.signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Asks for the snapshot of every department, soon.
    func renew() { self.signal.yield() }

    /// Takes snapshots when asked to, until cancelled.
    func run() async {
        for await _ in self.signals {
            var pause = Duration.milliseconds(250)
            var left: [DepartmentCode]?
            while !Task.isCancelled {
                if left == nil { left = await self.desk.book.departments?.keys.sorted() }
                if let departments = left {
                    left = await self.take(departments)
                    if left?.isEmpty == true { break }
                }
                try? await Task.sleep(for: pause * Double.random(in: 0.75...1.25))
                pause = min(pause * 2, .seconds(5))
            }
        }
    }

    /// Takes the snapshots of departments; answers those that are left to take.
    private func take(_ departments: [DepartmentCode]) async -> [DepartmentCode] {
        for (index, department) in departments.enumerated() {
            do {
                try await self.take(department)
            } catch {
                if !Task.isCancelled {
                    self.logger.warning(
                        "the snapshot of a department could not be taken; it is tried again",
                        metadata: ["department": "\(department)", "error": "\(error)"])
                }
                return Array(departments[index...])
            }
        }
        return []
    }

    /// Takes the whole snapshot of one department, then judges it.
    func take(_ department: DepartmentCode) async throws {
        var token: [UInt8] = []
        repeat {
            let page = try await self.fetch(department, token)
            // Of a copy that was whole, every page keeps it so; but deaths may come a page before their reports.
            _ = try await self.desk.take(page.counts, of: department, judging: .nothing)
            token = page.next
        } while !token.isEmpty
        self.copy.markWhole(department)
        self.news.tell(try await self.desk.take(DepartmentCounts(), of: department, judging: .everything))
    }

    /// Pages by RPC from Aggregation.
    static func fetch(by client: RPCClient) -> Fetch {
        { department, token in
            var request = Vigie_V1_CountsSnapshotRequest()
            request.department = department.text
            request.setPageToken(token)
            let page = try await client.call(AggregationMethods.countsSnapshot, request, scope: .all, timeout: .seconds(10))
            let cells = try page.cells.map { try CellCount($0) }
            let reports = try page.reports.map { try CommuneReport($0) }
            try ChangeReader.check(cells: cells, reports: reports, of: department)
            return (DepartmentCounts(cells: cells, reports: reports), page.nextToken)
        }
    }
}
