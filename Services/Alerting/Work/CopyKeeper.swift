import Contracts
import Logging
import Messaging
import Mortality
import Runtime

/// Makes the copy of the counts whole. It takes Aggregation's snapshot of every department when the service starts and whenever messages may
/// have been missed, while the queue is consumed. Of a count that comes both ways the higher version holds.
final class CopyKeeper: Sendable {
    /// Returns a page of a department's counts, and the token of the next page, which is empty after the last.
    typealias Fetch = @Sendable (DepartmentCode, [UInt8]) async throws -> (counts: DepartmentCounts, next: [UInt8])

    private let judge: DepartmentJudge
    private let copy: CopyState
    private let news: OutboxNotifier
    private let fetch: Fetch
    private let logger: Logger
    /// The pause between two tries of the departments that are failing.
    private let interval: Duration
    private let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    init(
        judge: DepartmentJudge, copy: CopyState, news: OutboxNotifier, logger: Logger, interval: Duration = .seconds(60), fetch: @escaping Fetch
    ) {
        self.judge = judge
        self.copy = copy
        self.news = news
        self.logger = logger
        self.interval = interval
        self.fetch = fetch
        (self.signals, self.signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Asks for the snapshots of all departments, which are taken soon.
    func renew() { self.signal.yield() }

    /// Takes snapshots when asked to, and those of failing departments every minute, until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.fillWhenAsked() }
            group.addTask { await self.fillFailingAgain() }
        }
    }

    /// The reason why not every department's copy is whole yet.
    private enum Unfinished: Error, CustomStringConvertible {
        case noList
        case left([DepartmentCode])

        var description: String {
            switch self {
            case .noList: "the departments are not known yet"
            case .left(let departments): "\(departments.count) departments are left"
            }
        }
    }

    private func fillWhenAsked() async {
        // Each department that could not be copied is named in the log by itself.
        let rounds = Periodic(
            every: .milliseconds(250), retrying: .milliseconds(250)...(.seconds(5)), failure: "the copy of the counts is not whole yet", level: .info,
            logger: self.logger)
        for await _ in self.signals {
            var left: [DepartmentCode]?
            await rounds.runPaced {
                if left == nil { left = await self.judge.book.departments?.keys.sorted() }
                guard let departments = left else { throw Unfinished.noList }
                let rest = await self.fill(departments)
                left = rest
                guard rest.isEmpty else { throw Unfinished.left(rest) }
                return .never
            }
        }
    }

    private func fillFailingAgain() async {
        // No department is failing yet when the service begins, so that the first round does nothing.
        await Periodic(every: self.interval, failure: "the departments that are failing could not be copied anew", logger: self.logger).run {
            await self.fillFailing()
        }
    }

    /// Copies each failing department anew.
    func fillFailing() async { _ = await self.fill(self.copy.failing.keys.sorted()) }

    /// Fills the copies of departments from snapshots, and returns the departments that are left because something that all need is away.
    ///
    /// A department that fails by an error of its own is marked and does not delay the others. After three failures in a row the rest is left
    /// for later; departments that were not tried come first then.
    func fill(_ departments: [DepartmentCode]) async -> [DepartmentCode] {
        var left: [DepartmentCode] = []
        var inVain = 0
        for (index, department) in departments.enumerated() {
            do {
                try await self.fill(department)
                inVain = 0
            } catch {
                if Task.isCancelled { return [] }
                if DepartmentFault.isOwn(error) {
                    self.copy.failed(department, error, while: "taking its snapshot")
                    continue
                }
                left.append(department)
                inVain += 1
                self.logger.warning(
                    "the snapshot of a department could not be taken; it is tried again",
                    metadata: ["department": "\(department)", "error": "\(error)"])
                if inVain >= 3 { return Array(departments[(index + 1)...]) + left }
            }
        }
        return left
    }

    /// Copies the whole snapshot of one department, then judges it.
    func fill(_ department: DepartmentCode) async throws {
        try await self.copy.fill(department) {
            var token: [UInt8] = []
            repeat {
                let page = try await self.fetch(department, token)
                // A copy that was whole stays so with every page, but a page may hold deaths whose reports come with the next.
                _ = try await self.judge.apply(page.counts, of: department, judging: .nothing)
                token = page.next
            } while !token.isEmpty
        } judging: {
            self.news.tell(try await self.judge.apply(DepartmentCounts(), of: department, judging: .everything))
        }
    }

    /// Returns a function that asks Aggregation for pages by RPC.
    static func fetch(by client: RPCClient) -> Fetch {
        { department, token in
            var request = Vigie_V1_CountsSnapshotRequest()
            request.department = department.text
            request.setPageToken(token)
            let page = try await client.call(AggregationMethods.countsSnapshot, request, scope: .all, timeout: .seconds(10))
            let (cells, reports) = try page.counts(of: department)
            return (DepartmentCounts(cells: cells, reports: reports), page.nextToken)
        }
    }
}
