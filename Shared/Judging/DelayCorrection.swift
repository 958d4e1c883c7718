package import Mortality
package import Surveillance

/// Adds what is still expected to be declared to what was declared of some days.
///
/// By the first rules, of the communes that reported, for those that did not shrank the exposure instead; now of the panel,
/// whose members are late, not absent.
package struct DelayCorrection: Hashable, Sendable {
    package let model: DelayNowcast
    /// The day on which the counts are known.
    package let today: CivilDay

    package init(model: DelayNowcast, today: CivilDay) {
        self.model = model
        self.today = today
    }

    /// Returns what the deaths that some communes declared of days in a row will become; `nil` where they are complete, or nothing can be
    /// told of them.
    package func coming(_ days: [(day: CivilDay, deaths: Int)]) -> NowcastDays? {
        let known = days.filter { $0.day <= self.today }.map { self.known($0.day, $0.deaths, exposure: 1) }
        guard known.count == days.count else { return nil }
        return self.nowcast(known)
    }

    /// Returns, by the first rules, the seven days that end with one, each with its part of what the seven will become; they stay as they are
    /// where nothing of them can be told.
    package func week(endingOn day: CivilDay, of reported: [CivilDay: ReportedDay]) -> [ReportedDay] {
        let days = (0...6).map { day.advanced(by: -$0) }
        var week = days.map { reported[$0] ?? ReportedDay() }
        guard let nowcast = self.nowcast(days, week) else { return week }
        for (place, one) in nowcast.places.enumerated() {
            week[one].coming = nowcast.days.days[place].mean
            week[one].comingVariance = nowcast.days.shareOfVariance[place]
        }
        return week
    }

    /// Returns, by the first rules, the band into which the count of seven days will fall with a probability of 90 %.
    package func band(endingOn day: CivilDay, of reported: [CivilDay: ReportedDay]) -> ClosedRange<Double>? {
        let days = (0...6).map { day.advanced(by: -$0) }
        guard let nowcast = self.nowcast(days, days.map { reported[$0] ?? ReportedDay() }) else { return nil }
        return try? nowcast.days.sum.interval(level: 0.9)
    }

    /// Returns the places of the days of which somebody reported, and what these days will become.
    private func nowcast(_ days: [CivilDay], _ week: [ReportedDay]) -> (places: [Int], days: NowcastDays)? {
        let places = week.indices.filter { week[$0].reports > 0 && week[$0].population > 0 && days[$0] <= self.today }
        let known = places.map { self.known(days[$0], week[$0].deaths, exposure: Double(week[$0].population)) }
        return self.nowcast(known).map { (places, $0) }
    }

    private func known(_ day: CivilDay, _ deaths: Int, exposure: Double) -> NowcastDays.Day {
        NowcastDays.Day(
            known: Double(deaths), delay: day.distance(to: self.today), kind: self.model.kindShares.count == 7 ? day.weekday - 1 : nil,
            exposure: exposure)
    }

    private func nowcast(_ known: [NowcastDays.Day]) -> NowcastDays? {
        // Seven days that are complete need no correction, and no time.
        guard known.contains(where: { $0.delay < self.model.shares.count - 1 }) else { return nil }
        return try? NowcastDays(known, by: self.model)
    }
}
