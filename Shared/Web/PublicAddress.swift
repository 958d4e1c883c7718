import HTTPTypes
public import Hummingbird

/// Tells under which address clients reach this service: the edge says whether by TLS, and the request by which host.
public enum PublicAddress {
    private static let forwardedProtocol = HTTPField.Name("X-Forwarded-Proto")

    /// Tells whether a request came by TLS.
    public static func isSecure(_ request: Request) -> Bool { self.forwardedProtocol.flatMap { request.headers[$0] } == "https" }

    /// Returns the root of the address that a client reached us at, such as `https://vigie.example`; empty when it named a host that is none.
    public static func root(of request: Request) -> String {
        guard let host = request.head.authority, !host.isEmpty, host.utf8.count <= 255,
            host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || ".-:[]".contains($0)) })
        else { return "" }
        return "\(self.isSecure(request) ? "https" : "http")://\(host)"
    }
}
