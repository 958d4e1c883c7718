/// Somebody who changes something, and where they do it from; stores write it into the audit with each change.
public struct Author: Hashable, Sendable {
    /// The person, program or service that does it.
    public let actor: AuditActor
    /// The address that the request came from.
    public let address: String?
    /// What the request is called in logs and traces.
    public let correlation: String?

    /// Names an author; an address is cut after 64 characters and a correlation after 128, and control characters become spaces.
    public init(_ actor: AuditActor, address: String? = nil, correlation: String? = nil) {
        self.actor = actor
        self.address = address.flatMap { AuditText.line($0, atMost: 64) }
        self.correlation = correlation.flatMap { AuditText.line($0, atMost: 128) }
    }
}

/// What is to be written into the audit. It names accounts by their id alone, never by name or login, so that the audit can stay when a person
/// is erased.
public struct AuditNote: Hashable, Sendable {
    /// Who did it, and from where.
    public let author: Author
    /// What was done.
    public let action: AuditAction
    /// What it was done to: `account:<uuid>`, `department:56`, `alert:<id>`.
    public let subject: String?
    /// What else there is to say of it, in at most 1,000 characters.
    public let detail: String?

    /// Makes a note; a text that is too long is cut, and control characters become spaces.
    public init(_ action: AuditAction, by author: Author, on subject: String? = nil, detail: String? = nil) {
        self.author = author
        self.action = action
        self.subject = subject.flatMap { AuditText.line($0, atMost: 200) }
        self.detail = detail.flatMap { AuditText.line($0, atMost: 1_000) }
    }

    /// Makes a note of something that was done to an account.
    public init(_ action: AuditAction, by author: Author, on account: AccountID, detail: String? = nil) {
        self.init(action, by: author, on: "account:\(account)", detail: detail)
    }
}
