public import Mortality

/// The identity of a call, which whoever notes it draws.
public typealias CallID = Identifier<Call>

/// A telephone call to a commune, as whoever made it wants to note it.
public struct Call: Hashable, Sendable {
    /// How long ago a call that is noted may have been at most: 31 days.
    public static let oldest = Duration.seconds(31 * 86_400)

    /// The id of the call, drawn by whoever notes it, so that a call that is sent twice is noted once.
    public let id: CallID
    /// The commune that was called.
    public let commune: CommuneCode
    /// When the call took place.
    public let at: Instant
    /// What came of the call.
    public let outcome: CallOutcome

    /// Makes a call that can be noted now.
    ///
    /// - Throws: `Rejection` of field `at` for what has not happened yet, or is long past.
    public init(id: CallID, commune: CommuneCode, at: Instant, outcome: CallOutcome, now: Instant) throws(Rejection) {
        // A minute, since the clock of whoever calls may be ahead.
        guard at <= now + .seconds(60) else { throw Rejection(field: "at", reason: "not past yet") }
        guard now - at <= Self.oldest else { throw Rejection(field: "at", reason: "more than 31 days ago") }
        self.id = id
        self.commune = commune
        self.at = at
        self.outcome = outcome
    }
}

/// A call that was noted, and by whom.
public struct NotedCall: Hashable, Sendable {
    /// The id that whoever noted the call drew for it.
    public let id: CallID
    /// The commune that was called.
    public let commune: CommuneCode
    /// When the call took place.
    public let at: Instant
    /// What came of the call; `nil` for an outcome that a later version wrote.
    public let outcome: CallOutcome?
    /// The account that noted the call.
    public let account: AccountID
}

/// How far the clerks of a commune have come. Accounts that are closed do not count.
public struct ClerkStanding: Hashable, Sendable {
    /// What became of the codes of a commune's accounts, told of the account that has come furthest.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// There is no account.
        case noAccount = "none"
        /// No code was redeemed, and none can be any more.
        case expired
        case open
        case used
    }

    /// How many accounts of clerks the commune has, disabled ones not counted.
    public var accounts: Int
    /// What became of their codes: that of the account that has come furthest.
    public var code: Code
    /// Until when a code of theirs can still be redeemed; `nil` where none can.
    public var openUntil: Instant?
    /// When one of them signed in last; `nil` where none ever has.
    public var lastSignInAt: Instant?

    /// The standing of a commune that has no account.
    public static let nobody = ClerkStanding(accounts: 0, code: .noAccount)

    /// Makes a standing from the number of accounts and how far the furthest has come.
    public init(accounts: Int, code: Code, openUntil: Instant? = nil, lastSignInAt: Instant? = nil) {
        self.accounts = accounts
        self.code = code
        self.openUntil = openUntil
        self.lastSignInAt = lastSignInAt
    }

    /// Adds the clerks of two communes of which one is part of the other now.
    public func with(_ other: ClerkStanding) -> ClerkStanding {
        let order = Code.allCases
        let code = max(order.firstIndex(of: self.code) ?? 0, order.firstIndex(of: other.code) ?? 0)
        return ClerkStanding(
            accounts: self.accounts + other.accounts, code: order[code], openUntil: [self.openUntil, other.openUntil].compactMap { $0 }.max(),
            lastSignInAt: [self.lastSignInAt, other.lastSignInAt].compactMap { $0 }.max())
    }
}
