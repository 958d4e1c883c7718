import Glibc

/// The network that a request comes from, as far as it is likely to be one household, office or server: an IPv4 address, or the first
/// 56 bits of an IPv6 address, of which providers give at least so many to everybody.
public struct AddressNetwork: Hashable, Sendable, CustomStringConvertible {
    /// The 4 bytes of an IPv4 address or the first 7 of an IPv6 address; none for a text that is no address.
    private let bytes: [UInt8]

    /// Reads an address as the edge tells it: `192.0.2.1`, `2001:db8::1`, `::ffff:192.0.2.1`, with a zone or in brackets or not. All
    /// that is no address counts as one network.
    public init(_ address: String) {
        guard address.utf8.count <= 100 else {
            self.bytes = []
            return
        }
        let bare = address.filter { $0 != "[" && $0 != "]" }.prefix { $0 != "%" }
        self.bytes = Self.fourBytes(String(bare)) ?? Self.sixteenBytes(String(bare)).map(Self.network(ofIPv6:)) ?? []
    }

    /// The IPv4 address, the IPv6 prefix followed by `::/56`, or `unknown`.
    public var description: String {
        switch self.bytes.count {
        case 4: self.bytes.map(String.init).joined(separator: ".")
        case 7: self.groups.map { String($0, radix: 16) }.joined(separator: ":") + "::/56"
        default: "unknown"
        }
    }

    /// The 56 bits as IPv6 writes them: four groups, the last one filled with zeros.
    private var groups: [Int] {
        let bytes = self.bytes.map(Int.init) + [0]
        return stride(from: 0, to: bytes.count - 1, by: 2).map { bytes[$0] * 256 + bytes[$0 + 1] }
    }

    /// Returns the 56 bits of an IPv6 address, or the IPv4 address that it carries (`::ffff:192.0.2.1`).
    private static func network(ofIPv6 bytes: [UInt8]) -> [UInt8] {
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        return bytes.starts(with: mapped) ? Array(bytes[12...]) : Array(bytes[..<7])
    }

    private static func fourBytes(_ text: String) -> [UInt8]? {
        var address = in_addr()
        guard inet_pton(AF_INET, text, &address) == 1 else { return nil }
        return withUnsafeBytes(of: address) { Array($0) }
    }

    private static func sixteenBytes(_ text: String) -> [UInt8]? {
        var address = in6_addr()
        guard inet_pton(AF_INET6, text, &address) == 1 else { return nil }
        return withUnsafeBytes(of: address) { Array($0) }
    }
}
