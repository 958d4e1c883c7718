import HTTPTypes
public import Hummingbird

/// Where clients reach this service: the edge says whether by TLS, and the request says by which host.
public enum PublicAddress {
    private static let forwardedProtocol = HTTPField.Name("X-Forwarded-Proto")

    /// Whether a request came by TLS.
    public static func isSecure(_ request: Request) -> Bool { self.forwardedProtocol.flatMap { request.headers[$0] } == "https" }

    /// The root of the address that a client reached us at, `https://vigie.example`; empty when it told a host that is none.
    public static func root(of request: Request) -> String {
        guard let host = request.head.authority, !host.isEmpty, host.utf8.count <= 255,
            host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || ".-:[]".contains($0)) })
        else { return "" }
        return "\(self.isSecure(request) ? "https" : "http")://\(host)"
    }
}
