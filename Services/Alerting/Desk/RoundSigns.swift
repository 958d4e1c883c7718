import Contracts
import Judging
import Mortality

/// What is known of days of a department, by day.
struct RoundSigns: Sendable {
    /// As declared.
    let reported: [CivilDay: ReportedDay]
    let judgements: [CivilDay: Judgement]
    let clusters: [CivilDay: DeathCluster]

    /// What a day's level comes from, oldest first.
    func level(_ day: CivilDay) -> [DaySigns] {
        (0..<LevelRule.reach).reversed().map { back in
            let day = day.advanced(by: -back)
            return DaySigns(zScore: self.judgements[day]?.score, clusterRecurrence: self.clusters[day]?.recurrenceDays)
        }
    }

    /// What tells whether a day's declarations are missing, oldest first.
    func missing(_ day: CivilDay) -> [DeclarationSigns] {
        (0..<MissingDataRule.reach).reversed().map { back in
            self.judgements[day.advanced(by: -back)].map(DeclarationSigns.init)
                ?? DeclarationSigns(zScore: nil, reportedShare: 0, reportedDays: 0)
        }
    }
}
