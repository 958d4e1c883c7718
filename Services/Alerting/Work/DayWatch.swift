import Logging
import Mortality
import Runtime

/// Judges what time and imports change: a department whose midnight has passed, and all departments when the reference list or its history was
/// imported anew.
struct DayWatch: Sendable {
    let judge: DepartmentJudge
    let copy: CopyState
    let keeper: CopyKeeper
    let news: OutboxNotifier
    let logger: Logger
    var interval = Duration.seconds(5)

    /// Looks again and again until cancelled.
    func run() async {
        var judged = Judged()
        await Periodic(every: self.interval, failure: "the calendar could not be followed; it is tried again", logger: self.logger).run {
            try await self.look(&judged)
        }
    }

    /// The day up to which each department has been judged, and whether an import is still to be followed.
    struct Judged: Sendable {
        var days: [DepartmentCode: CivilDay] = [:]
        var stale: Set<DepartmentCode> = []
    }

    /// Looks once, and notes what has been judged. A department that fails does not delay the others and is left to the next look, or, when the
    /// error is its own, to the keeper of the copies.
    func look(_ judged: inout Judged) async throws {
        if try await self.judge.book.refresh() {
            judged.stale = Set((await self.judge.book.departments ?? [:]).keys)
            // Departments that are new have no copy yet.
            if !self.copy.missing(among: Array(judged.stale)).isEmpty { self.keeper.renew() }
        }
        var outage: (any Error)?
        for (department, zone) in await self.judge.book.departments ?? [:] where self.copy.isWhole(department) {
            do {
                try await self.look(at: department, today: self.judge.clock.today(in: zone), &judged)
            } catch {
                if Task.isCancelled { return }
                if DepartmentFault.isOwn(error) {
                    self.copy.failed(department, error, while: "following the calendar")
                } else {
                    outage = error
                }
            }
        }
        if let outage { throw outage }
    }

    private func look(at department: DepartmentCode, today: CivilDay, _ judged: inout Judged) async throws {
        if judged.stale.contains(department) {
            try await self.judge.judgeEverything(of: department, tell: self.news.tell)
        } else if judged.days[department] != today {
            let week = (0...6).map { today.advanced(by: -$0) }
            self.news.tell(try await self.judge.apply(DepartmentCounts(), of: department, judging: .days(week)))
        }
        judged.stale.remove(department)
        judged.days[department] = today
    }
}
