/// The rules that choose the part of the past which a judgement compares with.
package struct HistoryRules: Hashable, Sendable {
    /// Years that are no measure of an ordinary one.
    package var excludedYears: Set<Int> = [2020, 2021, 2022]
    /// How many weeks of usable history are used at most: five years.
    package var weeks = 261
    /// How many days before the judged one the history ends, so that what is judged, and its beginnings, are not their own measure.
    package var gap = 28
    /// From how many weeks of usable history on a trend is estimated: three years, less the weeks cut at either end.
    package var trendWeeks = 154

    /// From how many weeks of usable history on the model is the department's own: two years, less the weeks cut at either end.
    package var ownWeeks = 100
    /// How many weeks of the same season stand for the department's own where there is less.
    package var matchedWeeks = 5

    package init() {}

    /// Reads a list of years and spans of years, `2020-2022,2024`; `nil` for any other text.
    package init?(excludedYears text: String) {
        var years: Set<Int> = []
        for part in text.split(separator: ",") {
            let bounds = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0.filter { $0 != " " }) }
            guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, bounds.count <= 2, first <= last,
                (1900...2200).contains(first), (1900...2200).contains(last)
            else { return nil }
            years.formUnion(first...last)
        }
        self.excludedYears = years
    }
}
