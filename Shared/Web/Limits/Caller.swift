import Foundation
import HTTPTypes
public import Hummingbird

/// Whom a limit is kept for: a visitor who is known, or a network address.
public struct Caller: Hashable, Sendable {
    /// The name that the limit is kept under.
    public let name: String
    /// How fast they may ask.
    public let size: TokenBucket.Size

    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")

    /// Keeps limits for a visitor who is known, at the rate of their key or account.
    public init(_ visitor: Visitor) {
        self.name = visitor.limitName
        self.size = visitor.rate
    }

    /// Takes whoever sends a request: the visitor where they are known, else their address.
    public init(_ request: Request, _ context: WebContext) {
        if let visitor = context.visitor { self.init(visitor) } else { self.init(addressOf: request) }
    }

    /// Takes the address that a request comes from.
    init(addressOf request: Request, perSecond: Int = UsualRate.address) {
        self.name = "address \(Self.forwardedFor.flatMap { request.headers[$0] }.map(Self.network) ?? "direct")"
        self.size = TokenBucket.Size(perSecond: perSecond)
    }

    /// Reads the address that the edge saw, which is the last one of the header: whoever sent the request may have made up the others. Of an
    /// IPv6 address it takes the first 64 bits, since one household has all the rest.
    static func network(_ header: String) -> String {
        let last = header.split(separator: ",").last.map { $0.filter { $0 != " " } } ?? ""
        guard last.contains(":") else { return String(last.prefix(40)) }
        var bytes = in6_addr()
        guard inet_pton(AF_INET6, last, &bytes) == 1 else { return String(last.prefix(40)) }
        return withUnsafeBytes(of: &bytes) { $0.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") }
    }
}
