import Surveillance
import Testing

/// Departments with known truth: how often the bands hold what comes.
@Suite struct DelaySimulationTests {
    struct Case: CustomStringConvertible, Sendable {
        var daily = 10.0
        var rows = 42
        var unrest = 0.0
        var weekends = false
        /// Whether delays are learnt by weekday.
        var kinds = false
        /// Whether there is a nation to be drawn to.
        var nation = false
        var description: String {
            "\(self.daily) a day, \(self.rows) rows, unrest \(self.unrest), weekends \(self.weekends), by weekday \(self.kinds), nation \(self.nation)"
        }
    }

    /// Tallies of single days, of sums of seven days, and of what is coming of these.
    struct Tally {
        var (days, days50, days90, sums, sums50, sums90) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        var (came, coming, apart) = (0.0, 0.0, 0.0)
    }

    private func tally(_ given: Case, runs: Int = 100) throws -> Tally {
        var simulated = SimulatedDelays(seed: 11)
        simulated.unrest = given.unrest
        simulated.weekends = given.weekends
        func triangle(_ complete: [[Double]]) throws -> DelayTriangle {
            try DelayTriangle(SimulatedDelays.known(complete), kinds: given.kinds ? complete.indices.map { $0 % 7 } : [])
        }
        simulated.daily = 40
        let nation = given.nation ? try DelayNowcast(stratum: try (0..<4).map { _ in try triangle(simulated.complete(days: 42)) }) : nil
        simulated.daily = given.daily
        var tally = Tally()
        for run in 0..<runs {
            let complete = simulated.complete(days: given.rows + run % 7)
            let model = try DelayNowcast(try triangle(complete), wider: nation)
            var (week, final) = ([NowcastDays.Day](), 0.0)
            for delay in 0..<7 {
                let row = complete[complete.count - 1 - delay]
                let (known, total) = (row[0...delay].reduce(0, +), row.reduce(0, +))
                let kind = given.kinds ? (complete.count - 1 - delay) % 7 : nil
                let nowcast = try model.nowcast(known: known, delay: delay, kind: kind)
                tally.days += 1
                if try nowcast.interval(level: 0.5).contains(total) { tally.days50 += 1 }
                if try nowcast.interval(level: 0.9).contains(total) { tally.days90 += 1 }
                tally.apart += nowcast.mean
                week.append(.init(known: known, delay: delay, kind: kind))
                final += total
            }
            let sum = try NowcastDays(week, by: model).sum
            tally.sums += 1
            if try sum.interval(level: 0.5).contains(final) { tally.sums50 += 1 }
            if try sum.interval(level: 0.9).contains(final) { tally.sums90 += 1 }
            tally.came += final - sum.known
            tally.coming += sum.mean
        }
        print(
            """
            \(given): days 90 % \(tally.days90 / tally.days), 50 % \(tally.days50 / tally.days); sums 90 % \(tally.sums90 / tally.sums), \
            50 % \(tally.sums50 / tally.sums); came/nowcast of the sums \(tally.came / tally.coming), with flat priors \(tally.came / tally.apart)
            """)
        return tally
    }

    @Test(arguments: [
        Case(), Case(daily: 40), Case(unrest: 0.4), Case(daily: 40, unrest: 0.4), Case(daily: 3, rows: 28, unrest: 0.4, nation: true),
        Case(rows: 14, unrest: 0.4, nation: true), Case(weekends: true, kinds: true), Case(daily: 40, weekends: true, kinds: true),
        Case(daily: 3, rows: 21, weekends: true, kinds: true, nation: true),
    ])
    func theBandsHold(given: Case) throws {
        let tally = try self.tally(given)
        #expect((0.82...0.98).contains(tally.days90 / tally.days))
        // Of so few deaths a day, the likeliest count alone often holds more than half.
        #expect((0.40...(given.daily < 5 ? 0.75 : 0.65)).contains(tally.days50 / tally.days))
        #expect((0.85...1).contains(tally.sums90 / tally.sums))
        #expect((0.90...1.10).contains(tally.came / tally.coming))
    }

    @Test func aFlatPriorForEachDayWouldCountADeathTooManyForEach() throws {
        let tally = try self.tally(Case(daily: 3, nation: true))
        #expect(tally.came / tally.apart < 0.75)
        #expect((0.90...1.10).contains(tally.came / tally.coming))
    }

    @Test func weekendsThatAreNotToldApartAreMissed() throws {
        let (apart, together) = (try self.tally(Case(daily: 40, weekends: true, kinds: true)), try self.tally(Case(daily: 40, weekends: true)))
        #expect(together.sums90 / together.sums < 0.85)
        #expect(apart.sums90 / apart.sums > together.sums90 / together.sums)
    }
}
