/// Which weeks a week is compared with, and in which season each of them lies: made once for all series of the same
/// calendar (Noufaily et al., 2013, section 3.2; Salmon et al., 2016, Journal of Statistical Software 70:10).
public struct FarringtonDesign: Hashable, Sendable {
    /// The detector's parameters.
    public let parameters: FarringtonFlexible.Parameters
    /// The place of the judged week.
    public let week: Int
    /// The places of the weeks that the judged one is compared with, in order.
    public let weeks: [Int]
    let seasons: FarringtonSeasons
    /// The weeks as one season, for a series without any death in the season of the judged week.
    let pooled: FarringtonSeasons

    /// Chooses the weeks and their seasons.
    ///
    /// - Parameters:
    ///   - week: the place of the judged week.
    ///   - references: the places of the same week one, two, three … years before, in this order: ``DatedCounts`` finds them by
    ///     date. It is `nil` for every 52 weeks, where weeks have no dates.
    ///   - omitted: places of weeks that are no measure, those of a pandemic for instance.
    ///   - parameters: those of the detector.
    /// - Throws: `shortHistory` when the series begins too late, or too much is omitted; `invalid` for a week or parameters
    ///   out of their domain.
    public init(
        week: Int, references: [Int]? = nil, omitting omitted: Set<Int> = [],
        parameters: FarringtonFlexible.Parameters = FarringtonFlexible.Parameters()
    ) throws(SurveillanceError) {
        guard parameters.isValid, (0..<1_000_000_000).contains(week) else {
            throw SurveillanceError(.invalid, "a week of a series, and parameters within their domain, are needed")
        }
        let same = [week] + (references ?? (1...parameters.years).map { week - 52 * $0 }).prefix(parameters.years)
        guard same.count == parameters.years + 1, same.allSatisfy({ (parameters.halfWindow...max(parameters.halfWindow, week)).contains($0) }),
            zip(same, same.dropFirst()).allSatisfy({ $0 - $1 > 2 * parameters.halfWindow + parameters.periods })
        else { throw SurveillanceError(.shortHistory, "\(parameters.years) years before the week are needed") }

        let used = Self.blocks(same, parameters).filter { $0.week < week - parameters.recentWeeks && !omitted.contains($0.week) }
        let seasons = FarringtonSeasons(used.map(\.block), times: used.map { Double($0.week - week) / 52 })
        guard seasons.runs.contains(where: { $0.level == 0 }), used.count > seasons.levels + 1 else {
            throw SurveillanceError(.shortHistory, "too few of the weeks before are left to be a measure")
        }
        self.parameters = parameters
        self.week = week
        self.weeks = used.map(\.week)
        self.seasons = seasons
        self.pooled = seasons.pooled
    }

    /// Returns each week from the earliest same week on with its seasonal block: 0 for the same weeks, then 1, 2 … between them.
    private static func blocks(_ same: [Int], _ parameters: FarringtonFlexible.Parameters) -> [(week: Int, block: Int)] {
        let half = parameters.halfWindow
        let count = parameters.periods - 1
        var blocks: [(week: Int, block: Int)] = []
        for (later, earlier) in zip(same, same.dropFirst()).reversed() {
            for week in (earlier - half)...(earlier + half) { blocks.append((week, 0)) }
            let between = later - 2 * half - 1 - earlier
            var week = earlier + half + 1
            for block in 0..<count {
                for _ in 0..<(between / count + (block < between % count ? 1 : 0)) {
                    blocks.append((week, block + 1))
                    week += 1
                }
            }
        }
        // Those just before the judged week are of its season too, where not so recent.
        for week in (same[0] - half)..<same[0] { blocks.append((week, 0)) }
        return blocks
    }
}
