/// The server that accepts our mail: how it is reached, and who we are to it.
public struct SMTPServer: Hashable, Sendable {
    /// How the connection to the server is kept from others.
    public enum Security: String, CaseIterable, Hashable, Sendable {
        /// It is encrypted after the greeting (STARTTLS), or not used at all.
        case startTLS = "starttls"
        /// It is encrypted from the first byte, as on port 465.
        case tls
        /// It is not encrypted, which is allowed on this machine alone.
        case none

        /// The port that is usual for it (RFC 6409, RFC 8314).
        public var usualPort: Int { self == .tls ? 465 : 587 }
    }

    /// The user and the password by which the server knows us.
    public struct Credentials: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
        let user: String
        let password: String

        /// Takes a user and a password; whether they can be used is checked when a server is made of them.
        public init(user: String, password: String) {
            self.user = user
            self.password = password
        }

        /// Says nothing of them, so that none comes into a log.
        public var description: String { "Credentials(…)" }
        /// A mirror without children, so that reflection and `dump` show nothing of them.
        public var customMirror: Mirror { Mirror(self, children: [] as [(label: String?, value: Any)]) }
    }

    /// Why there can be no such server.
    public enum Fault: String, Error, CaseIterable, Hashable, Sendable {
        /// The host is not the name or the address of a machine.
        case host
        case port
        /// Mail would travel in the open to another machine.
        case open
        /// The user or the password is empty, too long, or has control characters.
        case credentials
        /// The sender's name is not 1 to 100 characters on one line.
        case name
    }

    /// The server's name or address.
    public let host: String
    /// The server's TCP port.
    public let port: Int
    /// How the way there is encrypted.
    public let security: Security
    /// What we show the server to be let in; `nil` where it asks for nothing.
    public let credentials: Credentials?
    /// The path of a file of trusted certificates in PEM; the system's where none is named.
    public let certificates: String?
    /// The address that our mails come from.
    public let sender: MailAddress
    /// The sender's name, « Vigie ».
    public let name: String

    /// Checks how a server is reached.
    ///
    /// - Throws: `Fault`.
    public init(
        host: String, port: Int? = nil, security: Security = .startTLS, credentials: Credentials? = nil, certificates: String? = nil,
        sender: MailAddress, name: String = "Vigie"
    ) throws(Fault) {
        guard (1...253).contains(host.utf8.count), host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || ".-:".contains($0)) }) else { throw .host }
        let port = port ?? security.usualPort
        guard (1...65_535).contains(port) else { throw .port }
        guard security != .none || Self.isLoopback(host) else { throw .open }
        if let credentials {
            for text in [credentials.user, credentials.password] {
                guard (1...500).contains(text.utf8.count), text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else { throw .credentials }
            }
        }
        guard (1...100).contains(name.unicodeScalars.count), name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }) else {
            throw .name
        }
        self.host = host
        self.port = port
        self.security = security
        self.credentials = credentials
        self.certificates = certificates
        self.sender = sender
        self.name = name
    }

    /// The URL as libcurl reads it; its path is the name that we give in `EHLO`.
    var address: String {
        let host = self.host.contains(":") ? "[\(self.host)]" : self.host
        return "\(self.security == .tls ? "smtps" : "smtp")://\(host):\(self.port)/\(self.sender.domain)"
    }

    private static func isLoopback(_ host: String) -> Bool {
        if ["localhost", "::1"].contains(host.lowercased()) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
