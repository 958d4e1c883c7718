/// The versions of the rules, by number. Each stays computable, so that what was judged once can be computed again.
package enum JudgingRules: Int, Sendable {
    /// All declared deaths are compared with a share of the department's expectation: that of the people whose communes declared of the same
    /// days.
    case declaredShare = 1
    /// The panel's deaths are compared with the panel's expectation, or with a lower bound; at the beginning sums of one to six days are
    /// judged.
    case panel = 2
    /// The rules of the second version, but for the p-values of clusters, which come from 199 permutations and Gumbel's tail in place of up to 999.
    case tail = 3

    /// The rules by which days are judged now.
    package static let current = JudgingRules.tail
}
