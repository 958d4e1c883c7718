import Formats
import Judging
import Mortality
import Surveillance
import Testing

/// Whose deaths are held against whose expectation.
@Suite struct PanelTests {
    private static let last = "2026-11-20"
    private let communes = ["56260", "56121", "56178"]
    private let shares = [0.5, 0.35, 0.15]

    private func day(_ back: Int) throws -> CivilDay { try CivilDay(iso: Self.last).advanced(by: -back) }

    /// - Parameters:
    ///   - told: the places of those that told of a day, by how many days ago.
    ///   - deaths: of a commune on a day.
    private func declared(
        _ backs: Range<Int>, told: (Int) -> [Int], deaths: (_ back: Int, _ place: Int) -> Int = { _, _ in 0 }
    ) throws -> DeclaredDays {
        try DeclaredDays(
            communes: try self.communes.map { try CommuneCode($0) }, shares: self.shares,
            days: try backs.reduce(into: [:]) { days, back in
                days[try self.day(back)] = DeclaredDays.Day(
                    told: PlaceSet(told(back)),
                    deaths: self.communes.indices.map { DeclaredDays.Deaths(place: $0, count: deaths(back, $0)) }.filter { $0.count > 0 })
            })
    }

    private func judged(_ declared: DeclaredDays, days: [Int] = [0], weekly: Int = 70, delay: DelayCorrection? = nil) throws -> JudgedDays {
        let reported = declared.days.mapValues { day in
            var share = 0.0
            day.told.forEach { share += self.shares[$0] }
            return ReportedDay(deaths: day.deaths.reduce(0) { $0 + $1.count }, reports: day.told.count, population: Int((1_000 * share).rounded()))
        }
        return JudgedDays(
            try days.map { try self.day($0) }, reported: reported, declared: declared, recurrences: [:], population: 1_000,
            history: try Given.history(weekly: weekly), delay: delay)
    }

    private func week(_ judged: JudgedDays, _ back: Int = 0) throws -> ReportedWeek { try #require(judged.judgements[try self.day(back)]).week }

    // MARK: who is of it

    @Test(arguments: [(14, false), (15, true), (28, true)])
    func whoToldOfMoreThanHalfOfTheDaysBeforeIsOfIt(days: Int, isMember: Bool) throws {
        // Of the 28 days before the seven, the third commune told of so many; of the seven, never.
        let declared = try self.declared(0..<35) { back in back < 7 ? [0, 1] : back < 7 + days ? [0, 1, 2] : [0, 1] }
        let panel = Panel(for: try self.day(0), of: declared)
        #expect(panel.members.contains(2) == isMember)
        #expect(panel.communes == (isMember ? 3 : 2))
        #expect(abs(panel.share - (isMember ? 1 : 0.85)) < 1e-12)
        #expect(panel.isEnough)
    }

    @Test func whatIsDeclaredOfTheJudgedDaysChoosesNobody() throws {
        let quiet = try self.declared(0..<35) { back in back < 7 ? [] : [0, 2] }
        let loud = try self.declared(0..<35, told: { back in back < 7 ? [0, 1, 2] : [0, 2] }, deaths: { back, _ in back < 7 ? 9 : 0 })
        #expect(Panel(for: try self.day(0), of: quiet) == Panel(for: try self.day(0), of: loud))
        #expect(Panel(for: try self.day(0), of: loud).isEnough == false)
    }

    /// Slid from day to day, the same as each by itself.
    @Test(arguments: 1...20) func panelsOfDaysInARow(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let declared = try self.declared(0..<90) { _ in [0, 1, 2].filter { _ in Bool.random(using: &random) } }
        let days = try [0, 1, 2, 3, 7, 8, 30, 31, 32].map { try self.day($0) }
        let panels = Panel.panels(for: days, of: declared)
        for day in days { #expect(panels[day] == Panel(for: day, of: declared)) }
    }

    // MARK: what is held against what

    @Test func thePanelIsHeldAgainstItsOwnExpectation() throws {
        // The smallest commune never tells, but for deaths of the judged days.
        let declared = try self.declared(
            0..<80, told: { back in back < 7 ? [0, 1, 2] : [0, 1] }, deaths: { back, place in place == 2 ? (back < 7 ? 4 : 0) : place == 0 ? 6 : 3 })
        let judged = try self.judged(declared)
        let week = try self.week(judged)
        #expect(week.ground == .panel(communes: 2, share: 0.85))
        #expect(week.deaths == 63 && week.length == 7)
        let expectation = try #require(judged.judgements[try self.day(0)]?.expectation)
        #expect(abs(expectation.expected - 0.85 * 70) < 3)
        #expect(judged.level(on: try self.day(0), by: LevelThresholds()) == .green)
    }

    @Test func aMemberThatIsSilentKeepsItsExpectation() throws {
        func expected(_ told: @escaping (Int) -> [Int]) throws -> Double {
            let judged = try self.judged(try self.declared(0..<80, told: told, deaths: { _, place in [5, 4, 1][place] }))
            return try #require(judged.judgements[try self.day(0)]?.expectation).expected
        }
        #expect(try expected { _ in [0, 1, 2] } == expected { back in back < 3 ? [0] : [0, 1, 2] })
    }

    @Test func whereThePanelIsSmallAllDeathsAreALowerBound() throws {
        // Four fifths are needed; those of the last two hold half of it.
        let declared = try self.declared(0..<80, told: { _ in [1, 2] }, deaths: { _, place in place == 0 ? 0 : 5 })
        let judged = try self.judged(declared)
        let week = try self.week(judged)
        #expect(week.ground == .lowerBound)
        #expect(week.deaths == 70 && week.coming == 0)
        #expect(abs(try #require(judged.judgements[try self.day(0)]?.expectation).expected - 70) < 3)
        // Few deaths say nothing there.
        let few = try self.judged(try self.declared(0..<80, told: { _ in [1, 2] }))
        #expect(few.finding(on: try self.day(0), by: LevelThresholds()) == nil)
        #expect(few.level(on: try self.day(0), by: LevelThresholds()) == .green)
    }

    /// Whoever falls silent, and whatever zeros are left out: a z that is a lower bound never rises.
    @Test(arguments: 1...20) func silenceRaisesNothing(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let deaths = (0..<80).map { _ in self.communes.indices.map { _ in Int.random(in: 0...9, using: &random) } }
        let all = try self.declared(0..<80, told: { _ in [0, 1, 2] }, deaths: { deaths[$0][$1] })
        let silent = try self.declared(
            0..<80, told: { back in self.communes.indices.filter { deaths[back][$0] > 0 && $0 != 0 } }, deaths: { $1 == 0 ? 0 : deaths[$0][$1] })
        let (whole, part) = (try self.judged(all, days: Array(0..<5)), try self.judged(silent, days: Array(0..<5)))
        for back in 0..<5 {
            let day = try self.day(back)
            #expect(try self.week(part, back).ground == .lowerBound)
            #expect(try #require(part.judgements[day]?.expectation).zScore <= (try #require(whole.judgements[day]?.expectation).zScore) + 1e-12)
        }
    }

    @Test func whenThoseWhoDeclaredFallSilentACalmIsNotKnown() throws {
        // Everybody told, by a panel that was too small for half of them to stand for all; then nearly nobody does.
        let declared = try self.declared(0..<80, told: { back in back < 6 ? [2] : [0, 1, 2] }, deaths: { back, place in back < 6 ? 0 : place == 0 ? 10 : 0 })
        let judged = try self.judged(declared)
        #expect(judged.finding(on: try self.day(0), by: LevelThresholds()) == .silence)
        #expect(judged.level(on: try self.day(0), by: LevelThresholds()) == .unknown)
    }

    @Test func theDelaySpeaksForThePanel() throws {
        // Half is known on the day itself, and all of it the day after.
        let shares = [0.5] + [Double](repeating: 1, count: 14)
        let delay = DelayCorrection(
            model: try DelayNowcast(shares: shares, dispersions: [Double](repeating: 100, count: 15)), today: try self.day(0))
        let declared = try self.declared(
            0..<80, told: { back in back == 0 ? [0] : [0, 1, 2] }, deaths: { back, place in back == 0 ? (place == 0 ? 5 : 0) : place == 0 ? 10 : 0 })
        let judged = try self.judged(declared, delay: delay)
        let week = try self.week(judged)
        #expect(week.deaths == 65)
        #expect(abs(week.nowcast - 70) < 1.5 && week.comingVariance > 0)
        #expect(judged.coming(on: try self.day(0)).count == 7)
        #expect(try #require(judged.band(on: try self.day(0))).contains(70))
        // A lower bound is left as it is.
        let bound = try self.judged(try self.declared(0..<80, told: { _ in [1] }, deaths: { _, _ in 3 }), delay: delay)
        #expect(try self.week(bound).coming == 0)
        #expect(bound.band(on: try self.day(0)) == nil)
    }

    // MARK: the first days

    @Test(arguments: 1...7) func theFirstDaysAreSummed(days: Int) throws {
        let declared = try self.declared(0..<days, told: { _ in [0, 1, 2] }, deaths: { _, place in place == 0 ? 10 : 0 })
        let judged = try self.judged(declared)
        let judgement = try #require(judged.judgements[try self.day(0)])
        #expect(judgement.week.length == days && judgement.week.reportedDays == days)
        #expect(judgement.week.deaths == 10 * days)
        #expect(judgement.week.ground == .lowerBound)
        #expect(abs(try #require(judgement.expectation).expected - Double(10 * days)) < 0.5 * Double(days) + 0.5)
        #expect(judged.level(on: try self.day(0), by: LevelThresholds()) == .green)
        // The day before there was nothing to judge.
        #expect(judged.level(on: try self.day(days), by: LevelThresholds()) == .unknown)
    }

    @Test func aDayThatNobodyToldOfIsNoCalm() throws {
        let declared = try self.declared(0..<5, told: { back in back == 2 ? [] : [0, 1, 2] }, deaths: { back, place in back != 2 && place == 0 ? 10 : 0 })
        #expect(try self.judged(declared).level(on: try self.day(0), by: LevelThresholds()) == .unknown)
        // But what is too much without it is too much.
        let struck = try self.declared(0..<5, told: { back in back == 2 ? [] : [0, 1, 2] }, deaths: { back, place in back != 2 && place == 0 ? 40 : 0 })
        #expect(try self.judged(struck).level(on: try self.day(0), by: LevelThresholds()).severity >= Level.orange.severity)
    }

    /// Ten deaths a day are expected: a day of which chance would make an orange more often than the budget allows is none.
    @Test func theFirstDayHasBoundsOfItsOwn() throws {
        func level(_ deaths: Int, weekly: Int) throws -> Level {
            let declared = try self.declared(0..<1, told: { _ in [0, 1, 2] }, deaths: { _, place in place == 0 ? deaths : 0 })
            return try self.judged(declared, weekly: weekly).level(on: try self.day(0), by: LevelThresholds())
        }
        #expect(try level(10, weekly: 70) == .green)
        #expect(try level(60, weekly: 70) == .red)
        for weekly in [7, 14, 70, 210] {
            let counts = try CountDistribution(mean: Double(weekly) / 7, dispersion: 1)
            let allowed = try counts.quantile(1 - 1 / (20 * 365.25))
            #expect(try level(allowed, weekly: weekly).severity < Level.orange.severity)
        }
    }

    // MARK: plain values

    @Test func setsOfPlaces() {
        let set = PlaceSet([0, 9, 17, 9, -1])
        #expect(set.count == 3 && set.end == 18 && set.contains(9) && !set.contains(8) && !set.contains(1_000) && !set.contains(-1))
        #expect(PlaceSet(bytes: set.bytes) == set)
        #expect(PlaceSet(bytes: set.bytes + [0, 0]) == set)
        var places: [Int] = []
        set.forEach { places.append($0) }
        #expect(places == [0, 9, 17])
        #expect(PlaceSet().isEmpty && PlaceSet().end == 0)
    }

    @Test func whatCannotBeIsRefused() throws {
        let commune = try CommuneCode("56260")
        let day = try self.day(0)
        func refuses(_ shares: [Double], _ one: DeclaredDays.Day = .init()) {
            #expect(throws: SurveillanceError.self) { try DeclaredDays(communes: [commune], shares: shares, days: [day: one]) }
        }
        refuses([])
        refuses([-0.1])
        refuses([.nan])
        refuses([1.1])
        refuses([1], DeclaredDays.Day(told: PlaceSet([1])))
        refuses([1], DeclaredDays.Day(deaths: [DeclaredDays.Deaths(place: 1, count: 1)]))
        refuses([1], DeclaredDays.Day(deaths: [DeclaredDays.Deaths(place: 0, count: -1)]))
        refuses([1], DeclaredDays.Day(deaths: [DeclaredDays.Deaths(place: 0, count: .max)]))
    }
}
