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

    /// The place that the address is filled in with.
    public let place: Place
    /// The address, still with `{code}`, `{id}` and the like in it.
    public let address: String
    /// What is sent; nothing for a request without a body.
    public let body: Body?
    /// By which of the account's sessions a person comes.
    public let session: Session
    /// Whether it is asked when everything else was: it ends the session.
    public let isLast: Bool
    /// Says who is answered what.
    public let rule: Rule
}
