import Mortality
import Surveillance

/// Farrington's method, by dates where the input has them.
extension StatisticsMethod {
    static func farrington(_ input: StatisticsInput) throws -> [String: StatisticsOutput] {
        let counts = try StatisticsInput.counts(input.counts, .counts)
        let days = try input.dates.map { try StatisticsInput.dates($0, for: counts) }
        let isDaily = input.daily ?? false
        let series: DatedCounts?
        do {
            series = try days.map { days throws(SurveillanceError) in try DatedCounts(counts, on: days, every: isDaily ? .day : .week) }
        } catch {
            throw ConsoleError("the field \"dates\": \(error.reason)")
        }
        try StatisticsInput.share(input.alpha, .alpha)
        try StatisticsInput.within(input.years, 1...100, .years)
        var parameters = FarringtonFlexible.Parameters()
        if let alpha = input.alpha { parameters.alpha = alpha }
        if let years = input.years { parameters.years = years }
        let through = input.through ?? counts.count - 1
        let from = input.from ?? through
        try StatisticsInput.check(!counts.isEmpty, .counts, "no counts")
        try StatisticsInput.check(counts.indices.contains(through), .through, "\(through) is no place within \"counts\", 0 to \(counts.count - 1)")
        try StatisticsInput.check((0...through).contains(from), .from, "\(from) is no place from 0 to \(through), which is judged last")
        let detector = FarringtonFlexible(parameters: parameters)
        let verdicts = try (from...through).map { place in
            do {
                if let days, let series, let dated = series.place(of: days[place]) { return try detector.judge(series, at: dated) }
                return try isDaily ? detector.judge(daily: counts, at: place) : detector.judge(counts, at: place)
            } catch let error as SurveillanceError {
                throw ConsoleError("\(StatisticsInput.name("counts", [place]))\(days.map { ", \($0[place])" } ?? ""): \(error)")
            }
        }
        var answer: [String: StatisticsOutput] = [
            isDaily ? "day" : "week": .numbers((from...through).map(Double.init)), "expected": .numbers(verdicts.map(\.expected)),
            "upperBound": .numbers(verdicts.map { Double($0.upperBound) }), "pValue": .numbers(verdicts.map(\.pValue)),
            "dispersion": .numbers(verdicts.map(\.dispersion)), "trend": .flags(verdicts.map(\.hasTrend)),
            "pooled": .flags(verdicts.map(\.isPooled)), "eligible": .flags(verdicts.map(\.isEligible)), "alarm": .flags(verdicts.map(\.isAlarm)),
        ]
        if let days { answer["date"] = .texts(days[from...through].map(\.description)) }
        return answer
    }
}
