/// Whose deaths a judgement holds against whose expectation.
public enum JudgedGround: Hashable, Sendable {
    /// All deaths that were declared, against what the people would bring whose communes declared. Whoever has a death declares first, so a
    /// quiet department looks struck: nothing is judged like this any more, but old judgements are computed again like this.
    case declaredShare
    /// The deaths of the panel, the communes that told of most of the days before, against what the panel expects.
    ///
    /// - Parameters:
    ///   - communes: How many they are.
    ///   - share: Which part of what the department expects they expect, 0 to 1.
    case panel(communes: Int, share: Double)
    /// All deaths that were declared, against what the whole department expects: a lower bound, which silence cannot raise.
    case lowerBound
}
