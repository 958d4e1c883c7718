public import Runtime

/// Who came, or why nobody knows.
public enum Arrival: Sendable {
    case known(Visitor)
    /// What is answered where only somebody known may ask.
    case nobody(Problem)
    /// A session that nobody can be asked about now, and who bore it when somebody could.
    case unreachable(lastKnown: Person?)

    /// The visitor who is known; nothing where nobody is, or nobody can be asked.
    public var visitor: Visitor? {
        guard case .known(let visitor) = self else { return nil }
        return visitor
    }

    /// - Throws: `Problem`, where nobody is known.
    func known() throws(Problem) -> Visitor {
        switch self {
        case .known(let visitor): return visitor
        case .nobody(let problem): throw problem
        case .unreachable: throw .unavailable("accounts cannot be looked up now", retryAfter: 10)
        }
    }
}
