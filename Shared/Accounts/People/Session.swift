public import Mortality

/// A session that is open, and whose it is.
public struct Session: Hashable, Sendable {
    public let reference: SessionReference
    public let account: AccountID
    public let login: Login
    public let name: String
    public let access: Access
    public let openedAt: Moment
    /// As it was before this request; written once a minute at most.
    public let lastSeenAt: Moment
    /// When it ends in any case.
    public let expiresAt: Moment
    /// Whether it was opened with a second factor. Who needs one and has shown none sets one up, and does nothing else.
    public let hasSecondFactor: Bool
    public let isDemo: Bool
}

/// A session in the list of one's own.
public struct SessionSummary: Hashable, Sendable {
    public let reference: SessionReference
    public let openedAt: Moment
    public let lastSeenAt: Moment
    public let expiresAt: Moment
    public let device: String
    public let hasSecondFactor: Bool
}

/// What was shown at sign-in besides the password. It is used up as the session opens, so that it opens one alone.
public enum SecondFactorProof: Hashable, Sendable {
    /// The step whose code was typed (`TOTPSecret.step(of:at:after:)`).
    case step(Int64)
    /// What is stored of the recovery code that was typed (`RecoveryCodes.use`).
    case recoveryCode(stored: [UInt8])
    /// The level that the identity provider vouches for, one of those that the house takes for a second factor. The way to the provider
    /// was used up before.
    case provider(level: String)
}

/// That an identity provider vouched for who opens a session.
public struct ProviderSignIn: Hashable, Sendable {
    /// What the provider wants to see when the person leaves.
    public let idToken: String?

    public init(idToken: String?) { self.idToken = idToken }
}
