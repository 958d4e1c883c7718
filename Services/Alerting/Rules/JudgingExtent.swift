import Judging
import Mortality

/// The days of a department that are judged anew.
enum JudgingExtent: Sendable {
    /// No day is judged; the counts are only copied.
    case nothing
    /// The days whose seven days changed are judged.
    case moved
    /// These days are judged, and those whose seven days changed.
    case days([CivilDay])
    /// Every day of a span that anything is held of is judged, and today where it is one of them.
    case span(ClosedRange<CivilDay>)

    /// Every day that anything is held of is judged, and today.
    static let everything = JudgingExtent.span(CivilDay.first...CivilDay.last)

    /// The number of days ahead whose level a change may move: through the seven days that hold it, and the days that a level comes from.
    static let echo = 6 + LevelRule.reach - 1

    /// Returns the days to judge, in order, none of them after today.
    ///
    /// - Parameter moved: the days whose counts or reports changed; for ``span(_:)`` all of these days of which anything is held.
    func days(moved: some Collection<CivilDay>, today: CivilDay) -> [CivilDay] {
        var ends: Set<CivilDay> = []
        switch self {
        case .nothing: return []
        case .moved: break
        case .days(let days): ends = Set(days)
        case .span(let span): ends = span.contains(today) ? [today] : []
        }
        for day in moved { for offset in 0...Self.echo { ends.insert(day.advanced(by: offset)) } }
        return ends.filter { $0 <= today }.sorted()
    }

    /// Parts the days from one to another into spans, the last days first: a transaction judges one span, so that nobody waits for the judging of
    /// years.
    static func spans(from first: CivilDay, through last: CivilDay, length: Int = 60) -> [ClosedRange<CivilDay>] {
        var spans: [ClosedRange<CivilDay>] = []
        var end = last
        while end >= first {
            spans.append(max(first, end.advanced(by: 1 - length))...end)
            end = end.advanced(by: -length)
        }
        return spans
    }

    /// The days on which clusters are to be looked for anew: those whose cylinders hold a day that moved. Later ones keep
    /// what was found.
    static func scans(moved: some Collection<CivilDay>, today: CivilDay) -> [CivilDay] {
        var days: Set<CivilDay> = []
        for day in moved { for offset in 0..<ClusterInput.longestCluster { days.insert(day.advanced(by: offset)) } }
        return days.filter { $0 <= today }.sorted()
    }
}
