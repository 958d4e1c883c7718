import Foundation

/// A secret of 256 random bits, as keys and sessions have. It is shown as base64url and stored as SHA-256.
struct MatrixSecret: Sendable {
    private let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max) }
    private let id = (0..<8).map { _ in String(Int.random(in: 0..<16), radix: 16) }.joined()

    /// The text that is shown.
    var text: String {
        Data(self.bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// The hash that is stored, as SQL.
    var hashed: String { "sha256('\\x\(self.bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())'::bytea)" }

    /// The secret as a key.
    var key: (id: String, text: String) { (self.id, "vgk_\(self.id)_\(self.text)") }

    /// The same bits as a reference of a session, as addresses write it, and as SQL.
    var reference: (text: String, sql: String) {
        (self.text, "'\\x\(self.bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())'::bytea")
    }
}
