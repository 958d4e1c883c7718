public import Runtime

/// Who sent a request, or why nobody knows.
public enum Arrival: Sendable {
    case known(Visitor)
    /// Nobody is known; this is the answer where only somebody known may ask.
    case nobody(Problem)
    /// A session was shown, and who bears it cannot be looked up now; this is who bore it when it could.
    case unreachable(lastKnown: Person?)

    /// The visitor who is known; `nil` where nobody is, or nobody can be asked.
    public var visitor: Visitor? {
        guard case .known(let visitor) = self else { return nil }
        return visitor
    }

    /// Returns the visitor who is known.
    ///
    /// - Throws: `Problem`, where nobody is known.
    func known() throws(Problem) -> Visitor {
        switch self {
        case .known(let visitor): return visitor
        case .nobody(let problem): throw problem
        case .unreachable: throw .unavailable("accounts cannot be looked up now", retryAfter: 10)
        }
    }
}
