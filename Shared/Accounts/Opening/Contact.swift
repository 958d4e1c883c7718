public import Mortality

/// How a town hall can be reached: by telephone, e-mail and letter.
public struct Contact: Hashable, Sendable {
    /// The commune whose town hall it is.
    public let commune: CommuneCode
    /// The town hall's telephone number; `nil` where nobody told.
    public let telephone: String?
    /// The town hall's e-mail address; `nil` where nobody told.
    public let mail: String?
    /// The lines of the postal address; none where nobody told one.
    public let address: [String]

    /// Checks how a town hall can be reached; spaces around it go, and empty lines of the address are dropped.
    ///
    /// - Throws: `Rejection` of field `telephone`, `email` or `address`.
    public init(commune: CommuneCode, telephone: String? = nil, mail: String? = nil, address: [String] = []) throws(Rejection) {
        self.commune = commune
        self.telephone = try AccountDraft.telephone(telephone)
        self.mail = try AccountDraft.email(mail)
        var lines: [String] = []
        for line in address where !line.allSatisfy({ $0 == " " }) {
            guard let plain = AccountDraft.line(line), plain.unicodeScalars.count <= 100, lines.count < Self.mostLines else {
                throw Rejection(field: "address", reason: "not at most \(Self.mostLines) lines of 100 characters")
            }
            lines.append(plain)
        }
        guard lines.reduce(0, { $0 + $1.unicodeScalars.count + 1 }) <= 300 else {
            throw Rejection(field: "address", reason: "longer than 300 characters")
        }
        self.address = lines
    }

    /// The most lines of an address, the town hall's own name not counted.
    public static let mostLines = 5

    /// Whether neither telephone, e-mail nor address is known.
    public var isEmpty: Bool { self.telephone == nil && self.mail == nil && self.address.isEmpty }
}
