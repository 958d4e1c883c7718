/// The code with which a person sets the first password of their account, or a new one: 50 bits, valid once and for 30 days.
///
/// It reads `7KQ4-XR2C-9D2J`, is told on the telephone or stands in a letter, or in the fragment of a link, which no server sees.
/// It is used up by the request that sets the password, never by looking at it. What is stored is its HMAC under a key that is
/// not in the database, so that whoever reads the database cannot search for it. A code made anew takes the place of the old one.
public struct InvitationCode: Hashable, Sendable, KeptSecret {
    /// How long a code is valid: 30 days.
    public static let lifetime: Duration = .seconds(30 * 86_400)

    private let code: SpokenCode

    /// Draws a new code.
    public init() { self.code = SpokenCode() }

    /// Reads what somebody typed: in any case, with any spaces and hyphens.
    ///
    /// - Throws: `SpokenCodeFault` for what no code can be. That it is one says nothing of whether it was given to somebody.
    public init(_ typed: String) throws(SpokenCodeFault) { self.code = try SpokenCode(typed) }

    /// The code as it is shown, once: three groups of four characters with hyphens between.
    public var text: String { self.code.text }

    /// What is stored of the code, and looked for: its HMAC-SHA256 under the key for invitations.
    public func stored(under secret: PortalSecret) -> [UInt8] { secret.code(of: self.code.characters, for: .invitation) }
}
