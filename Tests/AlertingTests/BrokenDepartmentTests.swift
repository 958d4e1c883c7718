import Contracts
import Messaging
import Mortality
import Persistence
import Runtime
import TestBench
import Testing
import Threading

@testable import Alerting

/// The tests of a department that fails by its own data: the others are served, and a snapshot makes it whole again.
@Suite struct BrokenDepartmentTests {
    private func delivery(_ counts: DepartmentCounts, of department: String) throws -> Delivery {
        let change = CountsChange(
            department: try DepartmentCode(department), cells: counts.cells, reports: counts.reports, committedAt: 1, correlationIDs: [])
        return Delivery(
            exchange: Names.Exchange.events, routingKey: "counts.changed.\(department)", properties: MessageProperties(),
            body: try Wire.encode(change.message))
    }

    private func intake(_ judge: DepartmentJudge, _ copy: CopyState) -> CountsIntake {
        CountsIntake(
            judge: judge, copy: copy, news: OutboxNotifier { _ in }, deadLetters: DeadLetters { $0.map { _ in .success(()) } },
            logger: AlertingWorld.quiet)
    }

    /// Returns the counts of two communes of Morbihan whose deaths of a day together do not fit in 32 bits.
    private func overflow(_ day: CivilDay, version: UInt64) throws -> DepartmentCounts {
        DepartmentCounts(
            cells: [
                try Given.cell("56260", day, deaths: Int(Int32.max), version: version),
                try Given.cell("56121", day, deaths: Int(Int32.max), version: version),
            ], reports: [])
    }

    private func noumea(_ day: CivilDay, deaths: Int, version: UInt64) throws -> DepartmentCounts {
        DepartmentCounts(
            cells: [try Given.cell("98818", day, deaths: deaths, version: version)], reports: [try Given.report("98818", day, version: version)])
    }

    @Test func itsMessagesAreLetGoTheOthersAreTakenAndASnapshotMendsIt() async throws {
        let world = try await AlertingWorld.fresh()
        let (morbihan, caledonia) = (try DepartmentCode("56"), try DepartmentCode("988"))
        let day = try CivilDay(iso: "2026-11-20")
        let (judge, copy) = (world.judge(), CopyState(logger: AlertingWorld.quiet))
        _ = try await judge.book.refresh()
        for department in [morbihan, caledonia] { try await copy.markWhole(department) }
        let intake = self.intake(judge, copy)

        // Both come in one batch, and the failing department sorts first.
        try await intake.handle([
            try self.delivery(try self.overflow(day, version: 2), of: "56"), try self.delivery(try self.noumea(day, deaths: 4, version: 1), of: "988"),
        ])
        #expect(copy.failing.keys.sorted() == [morbihan])
        #expect(copy.failing[morbihan]?.contains("22003") == true, "it is named with its reason")
        #expect(copy.note?.contains("56") == true)
        #expect(try await world.pool.query("SELECT department FROM alerting.count_cell").map { try $0.text(0) } == ["988"])
        #expect(copy.missing(among: [morbihan, caledonia]).isEmpty, "the service is ready for the others")

        // Further messages of the failing department do no harm, and those of the other are copied.
        try await intake.handle([
            try self.delivery(try AlertingWorld.week(endingOn: day, daily: 1), of: "56"),
            try self.delivery(try self.noumea(day, deaths: 5, version: 2), of: "988"),
        ])
        #expect(try await world.pool.query("SELECT deaths FROM alerting.count_cell").map { try $0.int(0) } == [5])

        // The snapshot is bad first and good later.
        let snapshot = Locked(try self.overflow(day, version: 2))
        let keeper = CopyKeeper(judge: judge, copy: copy, news: OutboxNotifier { _ in }, logger: AlertingWorld.quiet) { _, _, _ in
            (snapshot.withLock { $0 }, [])
        }
        await keeper.fillFailing()
        #expect(!copy.isWhole(morbihan) && copy.isWhole(caledonia))
        let good = try AlertingWorld.week(endingOn: day, daily: 10, version: 3)
        snapshot.withLock { $0 = good }
        await keeper.fillFailing()
        #expect(copy.isWhole(morbihan) && copy.failing.isEmpty && copy.note == nil)
        #expect(try await world.assessment(day)?.observed == 70)
    }

    @Test func oneSnapshotThatFailsDoesNotKeepTheOthersFromTheirs() async throws {
        let world = try await AlertingWorld.fresh()
        let (morbihan, caledonia) = (try DepartmentCode("56"), try DepartmentCode("988"))
        let day = try CivilDay(iso: "2026-11-20")
        let (judge, copy) = (world.judge(), CopyState(logger: AlertingWorld.quiet))
        _ = try await judge.book.refresh()
        let bad = try self.overflow(day, version: 2)
        let good = try self.noumea(day, deaths: 4, version: 1)
        let keeper = CopyKeeper(judge: judge, copy: copy, news: OutboxNotifier { _ in }, logger: AlertingWorld.quiet) { department, _, _ in
            (department == morbihan ? bad : good, [])
        }
        #expect(await keeper.fill([morbihan, caledonia]).isEmpty)
        #expect(copy.isWhole(caledonia) && copy.failing.keys.sorted() == [morbihan])

        // A department that the calendar comes to does not delay the others either.
        var judged = DayWatch.Judged()
        try await copy.markWhole(morbihan)
        try await world.pool.execute("ALTER TABLE alerting.reported_day ADD CONSTRAINT broken CHECK (department <> '56') NOT VALID")
        try await world.pool.execute(
            "INSERT INTO alerting.count_cell (department, commune, day, place, cause, deaths, version) VALUES ('56', '56260', '2026-11-20', 1, 3, 1, 1)")
        let watch = DayWatch(judge: judge, copy: copy, keeper: keeper, news: OutboxNotifier { _ in }, logger: AlertingWorld.quiet)
        judged.stale = [morbihan, caledonia]
        try await watch.look(&judged)
        #expect(judged.days[caledonia] != nil && judged.days[morbihan] == nil)
        #expect(copy.failing.keys.sorted() == [morbihan])
    }

    @Test func anOutageIsNobodysOwn() throws {
        for code in DatabaseError.Code.allCases {
            let isOwn = DepartmentFault.isOwn(DatabaseError(code, "played"))
            switch code {
            case .connectionFailed, .connectionLost, .outcomeUnknown, .unavailable, .poolExhausted, .serialization, .deadlock, .notDurable,
                .cancelled, .invalidAddress:
                #expect(!isOwn, "\(code)")
            default: #expect(isOwn, "\(code)")
            }
        }
        #expect(!DepartmentFault.isOwn(MessagingError(.blocked, "played")))
        #expect(!DepartmentFault.isOwn(RPCFailure(.unavailable, "played")))
        #expect(DepartmentFault.isOwn(RPCFailure(.invalid, "played")))
        #expect(!DepartmentFault.isOwn(CancellationError()))
        #expect(DepartmentFault.isOwn(ContractError(message: "m", reason: "played")))
    }
}
