import Foundation

/// An address of a provider: `https`, or, on a machine that nobody else reaches, `http` on loopback.
public struct ProviderAddress: Hashable, Sendable, CustomStringConvertible {
    private static let longest = 1_000

    /// The address as it was written, since issuers are compared to the letter.
    public let text: String

    /// Reads an address; `nil` for what is none, names a user, has a fragment, or would travel in the open.
    ///
    /// - Parameter allowsLoopback: Whether `http` is taken on this machine.
    public init?(_ text: String, allowsLoopback: Bool) {
        guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C }), let parts = URLComponents(string: text),
            let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil, parts.fragment == nil
        else { return nil }
        switch parts.scheme?.lowercased() {
        case "https": break
        case "http" where allowsLoopback && Self.isLoopback(host): break
        default: return nil
        }
        self.text = text
    }

    /// Whether it has no parameters, as an issuer must (OpenID Connect Discovery 1.0, section 3).
    var isBare: Bool { !self.text.contains("?") }

    /// The address at which the provider describes itself.
    var discovery: String { (self.text.hasSuffix("/") ? String(self.text.dropLast()) : self.text) + "/.well-known/openid-configuration" }

    /// Returns the address with parameters added.
    func adding(_ parameters: [(name: String, value: String)]) -> String {
        let query = FormText.encode(parameters)
        guard self.text.contains("?") else { return "\(self.text)?\(query)" }
        return self.text.hasSuffix("?") || self.text.hasSuffix("&") ? self.text + query : "\(self.text)&\(query)"
    }

    private static func isLoopback(_ host: String) -> Bool {
        if ["localhost", "::1", "[::1]"].contains(host.lowercased()) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// The address as it was written.
    public var description: String { self.text }
}

/// Writes parameters as they stand in an address or a form. Everything but letters, digits and `-._~` is escaped, so that both read it alike.
enum FormText {
    static func encode(_ parameters: [(name: String, value: String)]) -> String {
        parameters.map { "\(self.escape($0.name))=\(self.escape($0.value))" }.joined(separator: "&")
    }

    static func escape(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: self.plain) ?? "" }

    private static let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
