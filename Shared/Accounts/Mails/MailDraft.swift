import Formats
import Foundation
public import Mortality

/// What a mail is for.
public enum MailKind: String, CaseIterable, Hashable, Sendable {
    /// It brings the code of an invitation.
    case invitation
    /// It brings a code to somebody who forgot their password.
    case forgottenPassword = "forgotten-password"
    /// It reminds a town hall that nothing was declared for its commune.
    case reminder
}

/// A mail before it is made ready for a server. It may hold a code, so it is stored sealed, and deleted once it is sent.
public struct MailDraft: Hashable, Sendable, KeptSecret {
    /// The e-mail address that the mail goes to.
    public let to: String
    /// The subject line.
    public let subject: String
    /// The body, as plain text.
    public let text: String
    /// The address at which one click puts an end to mails like this one.
    public let unsubscribe: String?

    /// Makes a draft; that the address and the subject can stand in a mail is checked when the mail is made of it.
    public init(to: String, subject: String, text: String, unsubscribe: String? = nil) {
        self.to = to
        self.subject = subject
        self.text = text
        self.unsubscribe = unsubscribe
    }

    /// Seals the draft for the database; `nil` when it cannot be sealed, which does not happen in practice.
    func sealed(under secret: PortalSecret) -> [UInt8]? {
        guard let bytes = try? JSONEncoder().encode(Kept(to: self.to, subject: self.subject, text: self.text, unsubscribe: self.unsubscribe)) else {
            return nil
        }
        return secret.sealed(Array(bytes), for: .mail)
    }

    /// Opens a draft from the database; `nil` for one that was sealed under another secret, or was altered.
    init?(sealed: [UInt8], under secret: PortalSecret) {
        guard let bytes = secret.opened(sealed, for: .mail), let kept = try? JSONDecoder().decode(Kept.self, from: Data(bytes)) else { return nil }
        self.init(to: kept.to, subject: kept.subject, text: kept.text, unsubscribe: kept.unsubscribe)
    }

    private struct Kept: Codable {
        let to: String
        let subject: String
        let text: String
        let unsubscribe: String?
    }
}

/// Tells one mail from another, and says whom it is about.
public struct MailMark: Hashable, Sendable {
    /// What the mail is for.
    public let kind: MailKind
    /// What the mail is about, in 1 to 200 characters: of two mails with the same key the second is not stored.
    public let key: String
    /// The account that the mail is about.
    public let account: AccountID?
    /// The commune that the mail is about.
    public let commune: CommuneCode?
    /// How long the mail is worth sending; at most 48 hours.
    public let worth: Duration

    /// How long a mail waits for a server at most: 48 hours.
    public static let longest: Duration = .seconds(48 * 3_600)

    /// Marks a mail. The key is put behind the kind and cut, both together, after 200 characters; `worth` is held between a second and 48 hours.
    public init(_ kind: MailKind, key: String, account: AccountID? = nil, commune: CommuneCode? = nil, worth: Duration = Self.longest) {
        self.kind = kind
        self.key = String("\(kind.rawValue) \(key)".prefix(200))
        self.account = account
        self.commune = commune
        self.worth = min(max(worth, .seconds(1)), Self.longest)
    }
}

/// A mail under lease: for as long as the lease lasts, one instance tries to send it and no other does.
public struct TakenMail: Sendable {
    /// The mail's id, which its Message-ID is made of.
    public let id: String
    /// What the mail is for; `nil` for a kind that a later version wrote.
    public let kind: MailKind?
    /// The mail itself; `nil` when what is stored cannot be opened.
    public let draft: MailDraft?
    /// When the mail was put into the store.
    public let createdAt: Instant
    /// How many times it has been tried, this one included.
    public let attempts: Int

    let key: [UInt8]

    /// How long to wait before the next try: a minute, two, four, and so on up to an hour.
    public var pause: Duration { .seconds(min(60 << min(max(self.attempts - 1, 0), 6), 3_600)) }
}

/// A mail that was given up, and why.
public struct FailedMail: Hashable, Sendable {
    /// The id that its Message-ID was made of.
    public let id: String
    /// What the mail was for, as the database names it.
    public let kind: String
    /// Why it was given up: what the server said last, or that it was never tried.
    public let reason: String
}
