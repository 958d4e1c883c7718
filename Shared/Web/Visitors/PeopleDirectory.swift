public import Accounts

/// What a directory knows of whoever bears a session.
public enum PersonLookup: Hashable, Sendable {
    case known(Person)
    /// There is no such session, or it is over, or its account is closed.
    case unknown
    /// Nobody can be asked now. It names who it was when somebody could, if that is not too long ago: good for declaring, and for no more.
    case unavailable(lastKnown: Person?)
}

/// Knows who bears a session. Portal has one; without one, cookies mean nothing.
public protocol PeopleDirectory: Sendable {
    /// Recalls who bears a session from memory, no older than a role may be taken away; `nil` when somebody must be asked.
    ///
    /// It is asked before an address is held to its limits, so it must cost nothing.
    func recalled(_ token: SessionToken) -> Person?

    /// Looks up who bears a session. That is no use of the session: an open stream looks again every quarter of a minute.
    func person(for token: SessionToken) async -> PersonLookup

    /// Notes that a person asked for something. It must return at once.
    func used(by person: Person)
}

extension PeopleDirectory {
    /// Recalls nobody, so that somebody is asked each time.
    public func recalled(_ token: SessionToken) -> Person? { nil }
    /// Does nothing, for a directory that keeps no note of use.
    public func used(by person: Person) {}
}
