import Surveillance
import Testing

@Suite struct DelayNowcastTests {
    @Test func explore() throws {
        for (daily, days, unrest, weekends, wide) in [(0.5, 42, 0.0, false, true), (3, 42, 0, false, true), (10, 42, 0, false, false), (40, 42, 0, false, false), (10, 42, 0.4, false, false), (40, 42, 0.4, false, false),(10, 14, 0.4, false, true),(3,28,0.4,false,true),(10, 42, 0, true, false),(10, 42, 0, true, true), (40,42,0,true,false)] as [(Double, Int, Double, Bool, Bool)] {
            var simulated = SimulatedDelays(seed: 7)
            simulated.unrest = unrest
            simulated.weekends = weekends
            var wider: DelayNowcast?
            if wide {
                simulated.daily = 40
                let stratum = try (0..<5).map { _ in try DelayTriangle(SimulatedDelays.known(simulated.complete(days: 42)), kinds: weekends ? (0..<42).map { $0 % 7 } : []) }
                wider = try DelayNowcast(stratum: stratum)
            }
            simulated.daily = daily
            var (all, h50, h90, a90, s50, s90, sa, m, y, sm, sy, n) = (0, 0, 0, 0, 0, 0, 0, 0.0, 0.0, 0.0, 0.0, 0)
            var phis: [Double] = []
            for run in 0..<150 {
                let length = days + (weekends ? run % 7 : 0)
                let complete = simulated.complete(days: length)
                let model = try DelayNowcast(DelayTriangle(SimulatedDelays.known(complete), kinds: weekends ? (0..<length).map { $0 % 7 } : []), wider: wider)
                phis.append(model.dispersions[0])
                var week: [NowcastDays.Day] = []
                var final = 0.0
                for delay in 0..<7 {
                    let row = complete[length - 1 - delay]
                    let known = row[0...delay].reduce(0, +)
                    let total = row.reduce(0, +)
                    let kind = weekends ? (length - 1 - delay) % 7 : nil
                    let nowcast = try model.nowcast(known: known, delay: delay, kind: kind)
                    let (b50, b90) = (try nowcast.interval(level: 0.5), try nowcast.interval(level: 0.9))
                    all += 1
                    if b50.contains(total) { h50 += 1 }
                    if b90.contains(total) { h90 += 1 }
                    if total > b90.upperBound { a90 += 1 }
                    m += nowcast.mean
                    y += total - known
                    final += total
                    week.append(.init(known: known, delay: delay, kind: kind))
                }
                let sum = try NowcastDays(week, by: model).sum
                n += 1
                if try sum.interval(level: 0.5).contains(final) { s50 += 1 }
                if try sum.interval(level: 0.9).contains(final) { s90 += 1 }
                if try final > sum.interval(level: 0.9).upperBound { sa += 1 }
                sm += sum.mean
                sy += final - sum.known
            }
            phis.sort()
            func p(_ a: Int, _ b: Int) -> Double { (Double(a) / Double(b) * 1000).rounded() / 10 }
            print("daily \(daily) rows \(days) unrest \(unrest) weekends \(weekends) wide \(wide): day 90 \(p(h90, all)) above \(p(a90, all)) 50 \(p(h50, all)) bias \(y / m); sum 90 \(p(s90, n)) above \(p(sa, n)) 50 \(p(s50, n)) bias \(sy / sm) coming \(sy / Double(n)); phi0 \(phis[75])")
        }
    }
}
