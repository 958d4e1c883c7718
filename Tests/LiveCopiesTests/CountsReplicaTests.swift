import Contracts
import Formats
import Mortality
import TestBench
import Testing

@testable import LiveCopies

@Suite struct CountsReplicaTests {
    @Test func countsAreSummed() throws {
        let (vannes, lorient, morbihan) = (try Given.vannes, try Given.lorient, try Given.morbihan)
        let (first, seventh, eighth) = (try Given.march(1), try Given.march(7), try Given.march(8))
        var replica = CountsReplica()
        let moved = replica.apply(
            department: morbihan,
            cells: [
                Given.cell(vannes, seventh, 3), Given.cell(vannes, seventh, 2, cause: .covidConfirmed),
                Given.cell(lorient, first, 4), Given.cell(lorient, eighth, 1),
            ],
            reports: [
                Given.report(vannes, seventh, at: 20), Given.report(lorient, first, at: 10),
                Given.report(lorient, seventh, at: 30),
            ])
        #expect(moved == [seventh: [vannes, lorient], first: [lorient], eighth: [lorient]])
        #expect(replica.deaths(of: morbihan, on: seventh) == 5)
        #expect(replica.deaths7(of: morbihan, endingOn: seventh) == 9)
        #expect(replica.deaths7(of: morbihan, endingOn: eighth) == 6)
        let week = replica.week(of: morbihan, endingOn: seventh)
        #expect(week[vannes]?.deaths == 5 && week[vannes]?.reportedDays == 1)
        #expect(week[lorient]?.deaths == 4 && week[lorient]?.reportedDays == 2)
        #expect(replica.days(of: morbihan) == [first, seventh, eighth])
        #expect(replica.lastReceivedAt(in: morbihan) == 30)
        #expect(replica.deaths(of: .exercise, on: seventh) == 0 && replica.lastReceivedAt(in: .exercise) == nil)
    }

    @Test func silenceIsNotZero() throws {
        let (vannes, lorient, day, morbihan) = (try Given.vannes, try Given.lorient, try Given.march(1), try Given.morbihan)
        var replica = CountsReplica()
        replica.apply(department: morbihan, cells: [Given.cell(lorient, day, 1)], reports: [Given.report(vannes, day)])
        let communes = replica.communes(of: morbihan, on: day)
        #expect(communes[vannes]?.isReported == true && communes[vannes]?.deaths == 0)
        #expect(communes[lorient]?.isReported == false)
        replica.apply(department: morbihan, cells: [], reports: [Given.report(vannes, day, 0, version: 2)])
        #expect(replica.communes(of: morbihan, on: day)[vannes]?.isReported == false)
    }

    @Test func whatIsOlderOrKnownMovesNothing() throws {
        let (vannes, morbihan, day) = (try Given.vannes, try Given.morbihan, try Given.march(1))
        var replica = CountsReplica()
        replica.apply(department: morbihan, cells: [Given.cell(vannes, day, 5, version: 3)], reports: [Given.report(vannes, day, 2, version: 3)])
        for version: UInt64 in 1...3 {
            let moved = replica.apply(
                department: morbihan, cells: [Given.cell(vannes, day, 99, version: version)], reports: [Given.report(vannes, day, 0, version: version)])
            #expect(moved.isEmpty)
        }
        #expect(replica.deaths(of: morbihan, on: day) == 5)
        #expect(replica.apply(department: morbihan, cells: [Given.cell(vannes, day, 0, version: 4)], reports: []) == [day: [vannes]])
        #expect(replica.deaths(of: morbihan, on: day) == 0)
        #expect(replica.communes(of: morbihan, on: day)[vannes]?.byKind.isEmpty == true)
    }

    /// Everything that the replica says, to be compared.
    private func everything(_ replica: CountsReplica, _ universe: Universe) -> [String] {
        let cells = universe.days.flatMap { day in
            replica.communes(of: universe.department, on: day).sorted { $0.key < $1.key }.map { commune, known in
                let kinds = known.byKind.map { "\($0.place) \($0.cause) \($0.deaths)" }.sorted()
                return "\(commune.text) \(day) \(known.deaths) \(kinds) \(known.declarations.map { "\($0)" } ?? "silent")"
            }
        }
        let deaths = universe.days.map { replica.deaths(of: universe.department, on: $0) }
        return cells + ["\(deaths)", "\(replica.lastReceivedAt(in: universe.department) ?? -1)"]
    }

    @Test("Pages and changes, in any order, twice or late, lead to the same copy", arguments: 0..<40)
    func anyOrderConverges(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var universe = try Universe()
        let changes = (0..<60).map { _ in universe.change(using: &generator) }

        var truth = CountsReplica()
        for change in changes { truth.apply(change) }
        let expected = self.everything(truth, universe)
        #expect(universe.deaths == universe.days.map { truth.deaths(of: universe.department, on: $0) })

        for _ in 0..<5 {
            // A reader that was away misses changes before its snapshot, and hears the rest, doubled, in any order.
            let taken = Int.random(in: 0...changes.count, using: &generator)
            let heard = Int.random(in: 0...taken, using: &generator)
            var steps = changes[heard...].map { ($0.cells, $0.reports) }
            steps += changes.filter { _ in Bool.random(using: &generator) }.map { ($0.cells, $0.reports) }
            steps += universe.pages(after: Array(changes[..<taken]), of: Int.random(in: 1...20, using: &generator))
            steps.shuffle(using: &generator)

            var replica = CountsReplica()
            for (cells, reports) in steps { replica.apply(department: universe.department, cells: cells, reports: reports) }
            #expect(self.everything(replica, universe) == expected)
        }
    }

    @Test("What is moved is what differs", arguments: 0..<20)
    func movedIsWhatDiffers(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var universe = try Universe()
        var changes = (0..<40).map { _ in universe.change(using: &generator) }
        changes.shuffle(using: &generator)
        var replica = CountsReplica()
        for change in changes {
            let before = replica
            let moved = replica.apply(change)
            for day in universe.days {
                let (old, new) = (before.communes(of: universe.department, on: day), replica.communes(of: universe.department, on: day))
                for (commune, known) in new where !(moved[day]?.contains(commune) ?? false) {
                    #expect(old[commune]?.deaths == known.deaths && old[commune]?.declarations == known.declarations)
                }
            }
            #expect(replica.apply(change).isEmpty)
        }
    }
}
