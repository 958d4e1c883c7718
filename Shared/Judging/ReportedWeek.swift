package import Mortality
import Surveillance

/// What was declared of seven days, or of the fewer days since a department began to declare.
package struct ReportedWeek: Hashable, Sendable {
    /// Whose deaths these are, and whose expectation they are compared with.
    package let ground: JudgedGround
    /// How many days these are, 7 at most.
    package let length: Int
    package let deaths: Int
    /// The number of days on which at least one commune reported.
    package let reportedDays: Int
    /// The mean share of the population whose commune reported of the last seven days, 0 to 1. A silent commune makes it smaller; it is not
    /// counted as zero deaths.
    package let reportedShare: Double

    /// How many deaths are still expected to be declared of the days.
    package let coming: Double
    /// The variance of that number.
    package let comingVariance: Double

    /// What the count of the days is expected to become.
    package var nowcast: Double { Double(self.deaths) + self.coming }

    /// Sums days as the first rules judged: all declared deaths, compared with the share of the people whose communes declared.
    ///
    /// - Parameters:
    ///   - days: the seven days.
    ///   - population: the department's.
    package init(_ days: [ReportedDay], population: Int) {
        self.ground = .declaredShare
        self.length = 7
        self.deaths = days.reduce(0) { $0 + $1.deaths }
        self.reportedDays = min(7, days.count { $0.reports > 0 })
        self.coming = days.reduce(0) { $0 + max(0, $1.coming) }
        self.comingVariance = days.reduce(0) { $0 + max(0, $1.comingVariance) }
        self.reportedShare = Self.share(days, of: population)
    }

    /// Sums days as is judged now: the deaths of the panel against what the panel expects, corrected for what of them is late; where the panel
    /// is too small, or not known yet, all deaths against what the whole department expects, as they are.
    ///
    /// - Parameters:
    ///   - panel: the one that is known before these days.
    ///   - reported: of the last seven days, for how much of the population declared.
    package init(
        endingOn day: CivilDay, of declared: DeclaredDays, by panel: Panel, reported: [CivilDay: ReportedDay], population: Int,
        delay: DelayCorrection?
    ) {
        let seven = (0...6).map { day.advanced(by: -$0) }
        self.length = declared.length(endingOn: day)
        let days = seven.prefix(self.length)
        self.reportedDays = days.count { declared.isTold($0) }
        self.reportedShare = Self.share(seven.map { reported[$0] ?? ReportedDay() }, of: population)
        guard panel.isEnough else {
            self.ground = .lowerBound
            self.deaths = days.reduce(0) { $0 + declared.deaths(on: $1) }
            (self.coming, self.comingVariance) = (0, 0)
            return
        }
        let counts = Self.counts(endingOn: day, of: declared, by: panel)
        let late = delay?.coming(counts)
        self.ground = .panel(communes: panel.communes, share: panel.share)
        self.deaths = counts.reduce(0) { $0 + $1.deaths }
        self.coming = late?.days.reduce(0) { $0 + max(0, $1.mean) } ?? 0
        self.comingVariance = late?.shareOfVariance.reduce(0) { $0 + max(0, $1) } ?? 0
    }

    /// Returns the panel's deaths of the days that are summed, the last first.
    static func counts(endingOn day: CivilDay, of declared: DeclaredDays, by panel: Panel) -> [(day: CivilDay, deaths: Int)] {
        (0..<declared.length(endingOn: day)).map { back in
            let day = day.advanced(by: -back)
            return (day, declared.deaths(on: day, of: panel.members))
        }
    }

    private static func share(_ days: [ReportedDay], of population: Int) -> Double {
        let reported = days.reduce(0) { $0 + $1.population }
        return population > 0 && !days.isEmpty ? min(1, Double(reported) / (7 * Double(population))) : 0
    }
}
