/// Decides when a drop looks like declarations that are missing, "données manquantes": an alert of its own kind, since silence must never pass
/// for health.
///
/// Two things show it. Seven days in which everybody seems to report bring far fewer deaths than expected: z under minus the
/// threshold that chance reaches as seldom as the budget allows oranges, on two of three days or certainly (p < 10⁻⁵). Or the
/// share of the population that reports, once half or more, falls to under two thirds of what it was in the best of the four weeks before: two
/// days of seven may be late everywhere, three may not, and silence is not its own measure for four weeks. A finding stays
/// until it was away for three days. Pure.
package struct MissingDataRule: Hashable, Sendable {
    /// Why declarations seem to be missing.
    package enum Finding: String, Hashable, Sendable {
        /// Communes that used to report are silent.
        case silence
        /// Communes report, and tell of fewer deaths than chance would leave.
        case fewDeaths = "few-deaths"
    }

    /// How far below what is expected seven days must lie, in z and as a positive number.
    package let missing: Double
    /// The part of what it was below which the reported share shows silence.
    package static let fallen = 2.0 / 3
    /// The share that must have reported for its silence to mean something: a department that only begins is not silent.
    package static let established = 0.5
    /// How many weeks before are looked at for the best share.
    static let weeksBefore = 4
    /// How many days a finding comes from, the judged one included.
    package static let reach = 7 * weeksBefore + LevelRule.reach

    package init(thresholds: LevelThresholds = LevelThresholds()) { self.missing = thresholds.missing }

    /// Returns the finding of the last of some days in a row; silence, which explains few deaths, goes before them.
    ///
    /// - Parameter days: oldest first; ``reach`` of them are enough. With fewer, there is less to see.
    package func finding(_ days: [DeclarationSigns]) -> Finding? {
        let drops = days.map { day in day.reportedDays < 7 ? nil : day.zScore.map { -$0 } }
        let latest = days.indices.suffix(LevelRule.dwell)
        if latest.contains(where: { self.isSilent(days, at: $0) }) { return .silence }
        return latest.contains { LevelRule.held(drops, at: $0) >= self.missing } ? .fewDeaths : nil
    }

    private func isSilent(_ days: [DeclarationSigns], at index: Int) -> Bool {
        guard index >= 7 * Self.weeksBefore else { return false }
        let before = (1...Self.weeksBefore).reduce(0) { max($0, days[index - 7 * $1].reportedShare) }
        return before >= Self.established && days[index].reportedShare < Self.fallen * before
    }
}
