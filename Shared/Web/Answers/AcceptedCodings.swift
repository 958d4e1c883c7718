/// The content codings that a client accepts, from the header `Accept-Encoding` (RFC 9110, section 12.5.3).
public struct AcceptedCodings: Hashable, Sendable {
    private var weights: [String: Double] = [:]

    /// Reads the header.
    ///
    /// - Parameter header: Without one only what is not coded is sent.
    public init(_ header: String?) {
        for part in (header ?? "").lowercased().split(separator: ",") {
            let fields = part.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard let name = fields.first, !name.isEmpty else { continue }
            let weight = fields.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 }
            self.weights[name == "x-gzip" ? "gzip" : name] = weight ?? 1
        }
    }

    /// Tells whether the client accepts a coding.
    public func takes(_ coding: String) -> Bool { (self.weights[coding] ?? self.weights["*"] ?? 0) > 0 }
}
