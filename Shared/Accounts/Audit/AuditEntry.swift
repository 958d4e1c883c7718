public import Mortality

/// One line of the audit, as the database keeps it.
public struct AuditEntry: Hashable, Sendable {
    /// The number that the database gave the entry as it was written.
    public let id: Int64
    /// When it was written, by the database's clock.
    public let at: Instant
    /// Who did it, in the form that ``AuditActor`` describes itself in.
    public let actor: String
    /// What was done: the word of an ``AuditAction``.
    public let action: String
    /// What it was done to, such as `account:<uuid>` or `department:56`; `nil` where there is no such thing.
    public let subject: String?
    /// What else there is to say of it, in words for whoever reads the audit.
    public let detail: String?
    /// The network address that the request came from, where it came by a request.
    public let address: String?
    /// What the request is called in logs and traces.
    public let correlation: String?

    /// Makes an entry of the values that a row or an export holds.
    public init(
        id: Int64, at: Instant, actor: String, action: String, subject: String? = nil, detail: String? = nil, address: String? = nil,
        correlation: String? = nil
    ) {
        self.id = id
        self.at = at
        self.actor = actor
        self.action = action
        self.subject = subject
        self.detail = detail
        self.address = address
        self.correlation = correlation
    }

    /// The bytes that stand for the entry, the same everywhere and for no other entry:
    ///
    /// | bytes | what |
    /// | --- | --- |
    /// | 8 | the id, most significant byte first |
    /// | 8 | the instant in microseconds since 1970 UTC, likewise |
    /// | 1 + … | actor, action, subject, detail, address, correlation, in this order: each is one byte 0 when there is none, else a byte 1, its length in bytes of UTF-8 (4, most significant first), and those bytes |
    public var canonicalForm: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: UInt64(bitPattern: self.id))
        bytes.append(bigEndian: UInt64(bitPattern: self.at.microseconds))
        for field in [self.actor, self.action, self.subject, self.detail, self.address, self.correlation] {
            guard let field else {
                bytes.append(0)
                continue
            }
            bytes.append(1)
            bytes.append(bigEndian: UInt32(truncatingIfNeeded: field.utf8.count))
            bytes.append(contentsOf: field.utf8)
        }
        return bytes
    }
}

extension [UInt8] {
    /// Appends a number's bytes, the most significant first.
    mutating func append(bigEndian number: some FixedWidthInteger) {
        for shift in stride(from: number.bitWidth - 8, through: 0, by: -8) { self.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}
