public import Mortality

/// How a person is called and reached, checked and ready to be stored.
public struct AccountDraft: Hashable, Sendable {
    /// What the person will sign in with.
    public let login: Login
    /// The person's name: 1 to 100 characters on one line.
    public let name: String
    /// The person's e-mail address; `nil` where none was typed.
    public let email: String?
    /// The person's telephone number; `nil` where none was typed.
    public let telephone: String?

    /// Checks how a person is called and reached.
    ///
    /// - Throws: `Rejection` of field `name`, `email` or `telephone`.
    public init(login: Login, name: String, email: String? = nil, telephone: String? = nil) throws(Rejection) {
        self.login = login
        guard let name = Self.line(name), name.unicodeScalars.count <= 100 else {
            throw Rejection(field: "name", reason: "not 1 to 100 characters on one line")
        }
        self.name = name
        self.email = try Self.email(email)
        self.telephone = try Self.telephone(telephone)
    }

    static func email(_ typed: String?) throws(Rejection) -> String? {
        guard let typed, !typed.allSatisfy({ $0 == " " }) else { return nil }
        guard let text = self.line(typed), text.unicodeScalars.count <= 254, !text.contains(" ") else {
            throw Rejection(field: "email", reason: "not an e-mail address of at most 254 characters")
        }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !parts[1].hasPrefix("."), !parts[1].hasSuffix(".") else {
            throw Rejection(field: "email", reason: "not an e-mail address (somebody@somewhere.fr)")
        }
        return text
    }

    static func telephone(_ typed: String?) throws(Rejection) -> String? {
        guard let typed, !typed.allSatisfy({ $0 == " " }) else { return nil }
        guard let text = self.line(typed), (3...32).contains(text.utf8.count), text.utf8.allSatisfy({ Self.dialled.contains($0) }) else {
            throw Rejection(field: "telephone", reason: "not 3 to 32 digits, spaces and . + - ( )")
        }
        return text
    }

    private static let dialled = Set("0123456789 .+-()".utf8)

    /// Takes spaces away around a text; `nil` when it is empty then, or holds control characters.
    static func line(_ text: String) -> String? {
        let trimmed = text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        let line = String(trimmed)
        let isPlain = line.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value) && scalar.value != 0x2028 && scalar.value != 0x2029
        }
        return line.isEmpty || !isPlain ? nil : line
    }
}
