import Formats

/// Where the broker is, and which user logs in where. Printing one never shows the password.
public struct BrokerAddress: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The broker's host name or address, without the brackets of an IPv6 address.
    public let host: String
    /// The broker's TCP port.
    public let port: Int
    /// The user that connections log in as.
    public let user: String
    let password: String
    /// The virtual host that connections open.
    public let virtualHost: String

    /// Reads `amqp://user:password@host:port/vhost`. Port 5672 and the virtual host `/` need not be written; percent
    /// escapes are decoded.
    ///
    /// - Throws: `MessagingError` with code `invalid`.
    public init(url: String) throws(MessagingError) {
        let scheme = "amqp://"
        guard url.hasPrefix(scheme) else { throw Self.malformed("it must begin with amqp://") }
        let rest = url.dropFirst(scheme.count)
        let (authority, path) = Self.split(rest, at: "/")
        guard let at = authority.lastIndex(of: "@") else { throw Self.malformed("it has no user and password") }
        let (user, password) = Self.split(authority[..<at], at: ":")
        var host = authority[authority.index(after: at)...]
        var port = 5_672
        if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") {
            guard let number = Int(host[host.index(after: colon)...]), (1...65_535).contains(number) else {
                throw Self.malformed("its port is not a number from 1 to 65535")
            }
            port = number
            host = host[..<colon]
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, !user.isEmpty, let password else { throw Self.malformed("host, user and password are required") }
        self.host = String(host)
        self.port = port
        self.user = try Self.decode(user)
        self.password = try Self.decode(password)
        let virtualHost = try path.map { path throws(MessagingError) in try Self.decode(path) } ?? ""
        self.virtualHost = virtualHost.isEmpty ? "/" : virtualHost
    }

    /// Returns the address of the same broker and user in another virtual host.
    public func within(virtualHost: String) -> BrokerAddress {
        BrokerAddress(host: self.host, port: self.port, user: self.user, password: self.password, virtualHost: virtualHost)
    }

    private init(host: String, port: Int, user: String, password: String, virtualHost: String) {
        self.host = host
        self.port = port
        self.user = user
        self.password = password
        self.virtualHost = virtualHost
    }

    /// The address without the password.
    public var description: String { "amqp://\(self.user)@\(self.host):\(self.port)/\(self.virtualHost == "/" ? "" : self.virtualHost)" }
    /// The address without the password, in a debugger too.
    public var debugDescription: String { self.description }

    private static func split(_ text: Substring, at separator: Character) -> (Substring, Substring?) {
        guard let index = text.firstIndex(of: separator) else { return (text, nil) }
        return (text[..<index], text[text.index(after: index)...])
    }

    private static func decode(_ text: Substring) throws(MessagingError) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(Hex.digit), let low = rest.popFirst().flatMap(Hex.digit) else {
                throw self.malformed("a percent escape is not followed by two hexadecimal digits")
            }
            bytes.append(high << 4 | low)
        }
        guard !bytes.contains(0) else { throw self.malformed("it holds a zero byte") }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func malformed(_ reason: String) -> MessagingError {
        MessagingError(.invalid, "the broker's address is not amqp://user:password@host:port/vhost: \(reason)")
    }
}
