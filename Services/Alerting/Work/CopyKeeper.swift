import Contracts
import Logging
import Messaging
import Mortality
import Runtime

/// Makes the copy of the counts whole: takes Aggregation's snapshot of every department at the start and whenever something
/// may have been missed, while the queue is consumed. What has the higher version stands, whichever way it came.
///
/// The last days of all departments come first, and make them whole: what is judged of today does not wait for years. The days
/// before follow one department after the other.
final class CopyKeeper: Sendable {
    /// Answers a page of a department's counts of some days, and the token of the next page, empty after the last.
    typealias Fetch = @Sendable (DepartmentCode, ClosedRange<CivilDay>, [UInt8]) async throws -> (counts: DepartmentCounts, next: [UInt8])

    /// How many days before today are copied before a department is whole: all that judging today looks at, with room to spare.
    static let recentDays = 60

    private let judge: DepartmentJudge
    private let copy: CopyState
    private let news: OutboxNotifier
    private let fetch: Fetch
    private let logger: Logger
    /// The pause between two tries of the departments that are failing.
    private let interval: Duration
    private let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation
    private let older = OlderDays()

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
            group.addTask { await self.fillOlderWhenLeft() }
        }
    }

    /// The reason why not every department's copy is whole yet, or not all of its past.
    private enum Unfinished: Error, CustomStringConvertible {
        case noList
        case left([DepartmentCode])
        case past(DepartmentCode, any Error)

        var description: String {
            switch self {
            case .noList: "the departments are not known yet"
            case .left(let departments): "\(departments.count) departments are left"
            case .past(let department, let error): "department \(department): \(error)"
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

    /// Copies the last days of a department's snapshot and judges them; the days before are left to ``fillOlderWhenLeft()``.
    func fill(_ department: DepartmentCode) async throws {
        let today = self.judge.clock.today(in: await self.judge.book.zone(of: department))
        let recent = today.advanced(by: -Self.recentDays)...CivilDay.last
        var moved: Set<CivilDay> = []
        try await self.copy.fill(department) {
            moved = try await self.copyPages(of: department, recent)
        } judging: {
            self.news.tell(
                try await self.judge.apply(
                    DepartmentCounts(), of: department, judging: .span(recent.lowerBound...today), moved: moved))
        }
        self.older.leave(department, before: recent.lowerBound)
    }

    /// Copies what is left of the days before, whenever something is, until cancelled.
    private func fillOlderWhenLeft() async {
        let rounds = Periodic(
            every: .zero, retrying: .milliseconds(250)...(.seconds(5)), failure: "the past of a department could not be copied; it is tried again",
            logger: self.logger)
        for await _ in self.older.signals {
            await rounds.runPaced {
                guard let older = self.older.next else { return .never }
                do {
                    try await self.fillOlder(older)
                } catch  where DepartmentFault.isOwn(error) && !Task.isCancelled {
                    self.copy.failed(older.department, error, while: "taking the snapshot of its past")
                    self.older.putOff(older.department)
                } catch {
                    throw Unfinished.past(older.department, error)
                }
                return .asUsual
            }
        }
    }

    /// Copies a department's days before a day, and judges what they move.
    func fillOlder(_ older: OlderDays.Left) async throws {
        self.older.moved(try await self.copyPages(of: older.department, older.days), of: older.department)
        let moved = self.older.toJudge(of: older.department).sorted()
        if let first = moved.first, let last = moved.last {
            for span in JudgingExtent.spans(from: first, through: last) {
                let days = Set(moved.filter(span.contains))
                self.news.tell(try await self.judge.apply(DepartmentCounts(), of: older.department, judging: .moved, moved: days))
            }
        }
        self.older.done(older)
    }

    /// Copies every page of some days, and returns the days that moved.
    private func copyPages(of department: DepartmentCode, _ days: ClosedRange<CivilDay>) async throws -> Set<CivilDay> {
        var moved: Set<CivilDay> = []
        var token: [UInt8] = []
        repeat {
            let page = try await self.fetch(department, days, token)
            // Of a copy that was whole, every page keeps it so; but deaths may come a page before their reports.
            moved.formUnion(try await self.judge.copy(page.counts, of: department))
            token = page.next
        } while !token.isEmpty
        return moved
    }

    /// Returns a function that asks Aggregation for pages by RPC.
    static func fetch(by client: RPCClient) -> Fetch {
        { department, days, token in
            var request = Vigie_V1_CountsSnapshotRequest()
            request.department = department.text
            request.fromDay = days.lowerBound.daysSinceEpoch
            request.toDay = days.upperBound.daysSinceEpoch
            // The days of a commune stand in one row then.
            request.reportsByCommune = true
            request.setPageToken(token)
            let page = try await client.call(AggregationMethods.countsSnapshot, request, scope: .all, timeout: .seconds(10))
            let (cells, reports) = try page.counts(of: department)
            return (DepartmentCounts(cells: cells, reports: reports), page.nextToken)
        }
    }
}
