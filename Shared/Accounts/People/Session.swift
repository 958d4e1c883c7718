public import Mortality

/// A session that is open, and whose it is.
public struct Session: Hashable, Sendable {
    /// What the session is stored under.
    public let reference: SessionReference
    /// The account whose session it is.
    public let account: AccountID
    /// What the account signs in with.
    public let login: Login
    /// The name of the person whose session it is.
    public let name: String
    /// What the account may do now, read with the session.
    public let access: Access
    /// When the person signed in.
    public let openedAt: Instant
    /// When it was used last before this request; noted once a minute at most.
    public let lastSeenAt: Instant
    /// When it ends, however often it is used.
    public let expiresAt: Instant
    /// Whether it was opened with a second factor. Who needs one and has shown none sets one up, and does nothing else.
    public let hasSecondFactor: Bool
    /// Whether the account is one for demonstration.
    public let isDemo: Bool
}

/// A session as its owner sees it in the list of theirs.
public struct SessionSummary: Hashable, Sendable {
    /// What the session is stored under, and ended by.
    public let reference: SessionReference
    /// When the session was opened.
    public let openedAt: Instant
    /// When it was used last, to the minute.
    public let lastSeenAt: Instant
    /// When it ends in any case.
    public let expiresAt: Instant
    /// What the browser said that it is, cut after 200 characters.
    public let device: String
    /// Whether it was opened with a second factor.
    public let hasSecondFactor: Bool
}

/// What somebody showed at sign-in besides the password. It is used up as the session opens, so that it opens no other.
public enum SecondFactorProof: Hashable, Sendable {
    /// The step whose code was typed, as `TOTPSecret.step(of:at:after:)` found it.
    case step(Int64)
    /// The stored HMAC of the recovery code that was typed, as `RecoveryCodes.use` found it.
    case recoveryCode(stored: [UInt8])
    /// The level that the identity provider vouches for, where it is one that counts as a second factor. The flow that brought it was used up
    /// before.
    case provider(level: String)
}

/// The fact that an identity provider vouched for the person who opens a session.
public struct ProviderSignIn: Hashable, Sendable {
    /// The ID token, which the provider wants to see when the person leaves.
    public let idToken: String?

    /// Keeps the ID token that the provider gave, if it gave one.
    public init(idToken: String?) { self.idToken = idToken }
}
