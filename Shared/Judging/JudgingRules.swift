/// How days were judged, by number: each stays computable, so that what was judged once can be computed again.
package enum JudgingRules: Int, Sendable {
    /// All deaths that were declared against the share of the people whose communes declared of the same days.
    case declaredShare = 1
    /// The panel's deaths against the panel's expectation, or a lower bound; sums of one to six days at the beginning.
    case panel = 2
    /// The same; what chance makes of clusters from 199 permutations and Gumbel's tail, in place of up to 999.
    case tail = 3

    /// Those that are judged by now.
    package static let current = JudgingRules.tail
}
