import Foundation
import HTTPTypes
public import Hummingbird

/// Whom limits are kept for: a visitor who is known, or an address.
public struct Caller: Hashable, Sendable {
    /// What limits are kept by.
    public let name: String
    /// How fast it may ask.
    public let size: TokenBucket.Size

    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")

    /// Keeps limits for a visitor who is known, at the rate of their key or account.
    public init(_ visitor: Visitor) {
        self.name = visitor.limitName
        self.size = visitor.rate
    }

    /// Whoever sends a request, known or not.
    public init(_ request: Request, _ context: WebContext) {
        if let visitor = context.visitor { self.init(visitor) } else { self.init(addressOf: request) }
    }

    /// The address that a request is from.
    init(addressOf request: Request, perSecond: Int = UsualRate.address) {
        self.name = "address \(Self.forwardedFor.flatMap { request.headers[$0] }.map(Self.network) ?? "direct")"
        self.size = TokenBucket.Size(perSecond: perSecond)
    }

    /// The address that the edge saw, which is the last one of the header: who came before may have made up the others. Of
    /// IPv6 the first 64 bits, since a household has all the rest for itself.
    static func network(_ header: String) -> String {
        let last = header.split(separator: ",").last.map { $0.filter { $0 != " " } } ?? ""
        guard last.contains(":") else { return String(last.prefix(40)) }
        var bytes = in6_addr()
        guard inet_pton(AF_INET6, last, &bytes) == 1 else { return String(last.prefix(40)) }
        return withUnsafeBytes(of: &bytes) { $0.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") }
    }
}
