import Contracts
import Formats
import Mortality
import TestBench
import Testing

@testable import LiveCopies

/// Which days a copy holds, and that none of them is ever wrong.
@Suite struct HeldDaysTests {
    /// A copy that always holds March 2020 from the tenth on.
    private static func copy(bytes: Int = 1 << 20) throws -> CountsReplica { CountsReplica(since: try Given.march(10), olderBytes: bytes) }

    private static func wanted(_ first: Int, _ last: Int, depth: WantedDays.Depth = .whole) throws -> WantedDays {
        WantedDays(of: [try Given.morbihan], try Given.march(first)...(try Given.march(last)), depth: depth)
    }

    @Test("Days of the window are held, known or not; the window moves on and never back")
    func window() throws {
        let (morbihan, vannes) = (try Given.morbihan, try Given.vannes)
        var copy = try Self.copy()
        #expect(copy.apply(department: morbihan, cells: [Given.cell(vannes, try Given.march(10), 3)], reports: []) == [try Given.march(10): [vannes]])
        #expect(copy.days.missing(try Self.wanted(10, 31)).isEmpty)
        #expect(copy.deaths(of: morbihan, on: try Given.march(10)) == 3)
        copy.days.slide(to: try Given.march(11))
        let eleventh = try Given.march(11)
        #expect(copy.deaths(of: morbihan, on: try Given.march(10)) == 0)
        #expect(copy.days.first == eleventh)
        #expect(copy.days.missing(try Self.wanted(10, 31)).map(\.days) == [try Given.march(10)...(try Given.march(10))])
        copy.days.slide(to: try Given.march(9))
        #expect(copy.days.first == eleventh)
    }

    @Test("What is told of a day that is not held changes nothing, and is told as moved")
    func notHeld() throws {
        let (morbihan, vannes, day) = (try Given.morbihan, try Given.vannes, try Given.march(2))
        var copy = try Self.copy()
        let moved = copy.apply(department: morbihan, cells: [Given.cell(vannes, day, 3)], reports: [Given.report(vannes, day, at: 7)])
        #expect(moved == [day: [vannes]])
        #expect(copy.deaths(of: morbihan, on: day) == 0 && copy.days.days(of: morbihan).isEmpty && copy.days.olderWeight == 0)
        #expect(copy.days.missing(try Self.wanted(2, 2)).count == 1)
        // When the commune declared last is known all the same, and that it did.
        #expect(copy.lastReceivedAt(from: vannes) == 7 && copy.lastReceivedAt(in: morbihan) == 7 && copy.declaringCommunes(of: morbihan) == 1)
    }

    @Test("News that arrive while a day is fetched are in it, whichever comes first")
    func newsDuringTheFetch() throws {
        let (morbihan, vannes, lorient, day) = (try Given.morbihan, try Given.vannes, try Given.lorient, try Given.march(2))
        for newsFirst in [true, false] {
            var copy = try Self.copy()
            let fetch = copy.days.begin(morbihan, day...day, .whole)
            #expect(copy.days.missing(try Self.wanted(2, 2)).count == 1, "it is not held yet")
            let page = { (copy: inout CountsReplica) in
                copy.apply(department: morbihan, cells: [Given.cell(vannes, day, 3, version: 5), Given.cell(lorient, day, 1, version: 2)], reports: [])
            }
            if !newsFirst { _ = page(&copy) }
            #expect(copy.apply(department: morbihan, cells: [Given.cell(vannes, day, 4, version: 6)], reports: []) == [day: [vannes]])
            if newsFirst { _ = page(&copy) }
            copy.days.finish(fetch)
            #expect(copy.days.missing(try Self.wanted(2, 2)).isEmpty)
            #expect(copy.deaths(of: morbihan, on: day) == 5)
            // From here on it is moved like any other.
            #expect(copy.apply(department: morbihan, cells: [Given.cell(lorient, day, 0, version: 3)], reports: []) == [day: [lorient]])
            #expect(copy.apply(department: morbihan, cells: [Given.cell(lorient, day, 9, version: 3)], reports: []).isEmpty)
            #expect(copy.deaths(of: morbihan, on: day) == 4)
        }
    }

    @Test("A day that is fetched at any time among changes is what one that was always held is", arguments: 0..<60 as Range<UInt64>)
    func anyMoment(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var universe = try Universe()
        let changes = (0..<60).map { _ in universe.change(using: &generator) }
        var truth = CountsReplica()
        var copy = try Self.copy()
        // The answer is what stood at some moment after the fetch began, in pages that come at later moments.
        let begins = Int.random(in: 0..<50, using: &generator)
        let answered = Int.random(in: begins..<60, using: &generator)
        var pages = universe.pages(after: Array(changes[..<answered]), of: Int.random(in: 1...20, using: &generator))
        var fetch: HeldDays<DayCounts>.Fetch?
        for (number, change) in changes.enumerated() {
            if number == begins { fetch = copy.days.begin(universe.department, universe.days[0]...universe.days[2], .whole) }
            if number >= answered, !pages.isEmpty, Bool.random(using: &generator) {
                let (cells, reports) = pages.removeFirst()
                copy.apply(department: universe.department, cells: cells, reports: reports)
            }
            truth.apply(change)
            copy.apply(change)
        }
        for (cells, reports) in pages { copy.apply(department: universe.department, cells: cells, reports: reports) }
        copy.days.finish(try #require(fetch))
        #expect(copy.days.missing(WantedDays(of: [universe.department], universe.days[0]...universe.days[2])).isEmpty)
        for day in universe.days {
            let (known, held) = (truth.communes(of: universe.department, on: day), copy.communes(of: universe.department, on: day))
            #expect(Set(known.map(\.key)) == Set(held.map(\.key)))
            for (commune, one) in known {
                #expect(held[commune]?.deaths == one.deaths && held[commune]?.declarations == one.declarations)
                #expect(held[commune]?.lastReceivedAt == one.lastReceivedAt)
            }
        }
    }

    @Test("A fetch that fails leaves nothing behind; one of two does not take the other's")
    func failure() throws {
        let (morbihan, vannes, day) = (try Given.morbihan, try Given.vannes, try Given.march(2))
        var copy = try Self.copy()
        let first = copy.days.begin(morbihan, day...day, .whole)
        copy.days.abandon(first)
        #expect(copy.days.olderWeight == 0 && !copy.days.isKept(morbihan, day))
        let (second, third) = (copy.days.begin(morbihan, day...day, .whole), copy.days.begin(morbihan, day...day, .whole))
        copy.days.abandon(second)
        copy.apply(department: morbihan, cells: [Given.cell(vannes, day, 3)], reports: [])
        copy.days.finish(third)
        #expect(copy.deaths(of: morbihan, on: day) == 3)
        #expect(copy.days.missing(try Self.wanted(2, 2)).isEmpty)
    }

    @Test("Once news may have been missed, older days are held no more, nor those whose fetch began before")
    func forgotten() throws {
        let (morbihan, day) = (try Given.morbihan, try Given.march(2))
        var copy = try Self.copy()
        copy.days.finish(copy.days.begin(morbihan, day...day, .whole))
        #expect(copy.days.missing(try Self.wanted(2, 2)).isEmpty)
        let late = copy.days.begin(morbihan, day...(try Given.march(3)), .whole)
        copy.days.forgetOlder()
        copy.days.finish(late)
        #expect(copy.days.missing(try Self.wanted(2, 3)).map(\.days) == [day...(try Given.march(3))])
        #expect(copy.days.olderWeight == 0)
        let anew = copy.days.begin(morbihan, day...day, .whole)
        copy.days.abandon(late)
        copy.days.finish(anew)
        #expect(copy.days.missing(try Self.wanted(2, 2)).isEmpty)
    }

    @Test("Older days keep to their weight; those that were used last stay")
    func bound() throws {
        let (morbihan, vannes, limit) = (try Given.morbihan, try Given.vannes, 4_000)
        var copy = CountsReplica(since: try Given.march(1), olderBytes: limit)
        let first = try Given.march(1).advanced(by: -1_000)
        var fetched = 0
        for back in 0..<1_000 {
            let day = first.advanced(by: back)
            let fetch = copy.days.begin(morbihan, day...day, .whole)
            copy.apply(department: morbihan, cells: [Given.cell(vannes, day, 1)], reports: [Given.report(vannes, day)])
            copy.days.finish(fetch)
            #expect(copy.days.olderWeight <= limit)
            // The very first is used again and again.
            if copy.days.missing(WantedDays(of: [morbihan], first...first)).isEmpty { fetched += 1 }
            #expect(copy.deaths(of: morbihan, on: day) == 1, "what was fetched last is there")
        }
        #expect(fetched == 1_000)
        let held = copy.days.days(of: morbihan)
        #expect(held.count > 5 && held.count < 30 && held.first == first)
        let weights = held.compactMap { copy.days[morbihan, $0]?.weight }
        #expect(copy.days.olderWeight == weights.reduce(0, +))
        // One answer may need more than that: it is held until the next.
        let many = copy.days.begin(morbihan, first...first.advanced(by: 99), .deaths)
        copy.days.finish(many)
        #expect(copy.days.missing(WantedDays(of: [morbihan], first...first.advanced(by: 99), depth: .deaths)).isEmpty)
    }

    @Test("A day of which deaths alone are known is asked for again by who needs more")
    func depth() throws {
        let (morbihan, day) = (try Given.morbihan, try Given.march(2))
        var copy = try Self.copy()
        copy.days.finish(copy.days.begin(morbihan, day...day, .deaths))
        #expect(copy.days.missing(try Self.wanted(2, 2, depth: .deaths)).isEmpty)
        #expect(copy.days.missing(try Self.wanted(2, 2)).count == 1)
        copy.days.finish(copy.days.begin(morbihan, day...day, .whole))
        copy.days.finish(copy.days.begin(morbihan, day...day, .deaths))
        #expect(copy.days.missing(try Self.wanted(2, 2)).isEmpty)
    }

    @Test("Of several departments those days are asked for that are missing")
    func severalDepartments() throws {
        let morbihan = try Given.morbihan
        var copy = try Self.copy()
        copy.days.finish(copy.days.begin(morbihan, try Given.march(3)...(try Given.march(9)), .whole))
        let missing = copy.days.missing(WantedDays(of: [morbihan, .exercise], try Given.march(1)...(try Given.march(12))))
        #expect(missing.map(\.department) == [morbihan, .exercise])
        #expect(missing.map(\.days) == [try Given.march(1)...(try Given.march(2)), try Given.march(1)...(try Given.march(9))])
    }

    @Test("Who declared is known beyond the window: what Aggregation tells, but for what was heard since")
    func declaringCommunes() throws {
        let (morbihan, vannes, lorient, day) = (try Given.morbihan, try Given.vannes, try Given.lorient, try Given.march(2))
        var copy = try Self.copy()
        copy.apply(
            department: morbihan,
            communes: [
                DeclaringCommune(commune: vannes, lastReceivedAt: 10, hasDeclared: true),
                DeclaringCommune(commune: lorient, lastReceivedAt: 20, hasDeclared: false),
            ])
        #expect(copy.declaringCommunes(of: morbihan) == 1 && copy.lastReceivedAt(in: morbihan) == 20 && copy.lastReceivedAt(from: vannes) == 10)
        #expect(copy.takeDoubtful().isEmpty)
        // Vannes takes its declaration of an old day back: whether it has another, Aggregation is asked.
        copy.apply(department: morbihan, cells: [], reports: [Given.report(vannes, day, 0, at: 30, version: 2)])
        #expect(copy.takeDoubtful() == [morbihan] && copy.takeDoubtful().isEmpty)
        copy.apply(department: morbihan, communes: [DeclaringCommune(commune: vannes, lastReceivedAt: 30, hasDeclared: false)])
        #expect(copy.declaringCommunes(of: morbihan) == 0)
        // Lorient declared while that was under way.
        copy.apply(department: morbihan, cells: [], reports: [Given.report(lorient, day, 1, at: 40, version: 2)])
        copy.apply(department: morbihan, communes: [DeclaringCommune(commune: lorient, lastReceivedAt: 20, hasDeclared: false)])
        #expect(copy.declaringCommunes(of: morbihan) == 1 && copy.lastReceivedAt(from: lorient) == 40)
    }

    @Test("Who holds all days knows by itself who declared")
    func allDays() throws {
        let (morbihan, vannes) = (try Given.morbihan, try Given.vannes)
        var copy = CountsReplica()
        copy.apply(department: morbihan, cells: [], reports: [Given.report(vannes, try Given.march(1)), Given.report(vannes, try Given.march(2))])
        copy.apply(department: morbihan, cells: [], reports: [Given.report(vannes, try Given.march(1), 0, version: 2)])
        #expect(copy.declaringCommunes(of: morbihan) == 1)
        copy.apply(department: morbihan, cells: [], reports: [Given.report(vannes, try Given.march(2), 0, version: 2)])
        #expect(copy.declaringCommunes(of: morbihan) == 0 && copy.takeDoubtful().isEmpty)
    }

    @Test("Judgements of older days are kept up as counts are")
    func judgements() throws {
        let (morbihan, day) = (try Given.morbihan, try Given.march(2))
        var copy = AssessmentReplica(since: try Given.march(10), olderBytes: 1 << 20)
        #expect(copy.apply(department: morbihan, [try Given.assessment(day, expected: 8, version: 2)]) == [day])
        #expect(copy.assessment(of: morbihan, on: day, for: .prefecture) == nil)
        let fetch = copy.days.begin(morbihan, day...day, .whole)
        copy.apply(department: morbihan, [try Given.assessment(day, expected: 9, version: 3)])
        copy.apply(department: morbihan, [try Given.assessment(day, expected: 8, version: 2)])
        copy.days.finish(fetch)
        #expect(copy.assessment(of: morbihan, on: day, for: .prefecture)?.expectation?.expected == 9)
    }
}
