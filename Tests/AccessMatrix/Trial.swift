/// How an address is asked in one place, and who is answered what.
public struct Trial: Sendable {
    /// What is sent; `{commune}` and the like in it are filled in as in addresses.
    public enum Body: Hashable, Sendable {
        case json(String)
        case form(String)
        case lines(String)
    }

    /// With what a person comes.
    public enum Session: Hashable, Sendable {
        case usual
        /// A second session of the same account, which the case ends.
        case twin
    }

    public let place: Place
    /// The address, still with `{code}`, `{id}` and the like in it.
    public let address: String
    public let body: Body?
    public let session: Session
    /// Whether it is asked when everything else was: it ends the session.
    public let isLast: Bool
    public let rule: Rule
}
