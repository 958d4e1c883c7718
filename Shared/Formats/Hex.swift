/// Bytes as hexadecimal digits, two a byte, in lower case (RFC 4648, section 8, but for the case).
public enum Hex {
    public static func text(_ bytes: some Sequence<UInt8>) -> String {
        bytes.reduce(into: "") { $0 += ($1 < 16 ? "0" : "") + String($1, radix: 16) }
    }
}
