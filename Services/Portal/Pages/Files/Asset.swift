import Crypto
import Formats
import Foundation
import Web

/// A file that pages load, plain and in the compressed forms that the build made.
struct Asset: Sendable {
    /// The file's name in pages: `department.js`.
    let name: String
    let type: String
    /// The SHA-256 of the plain bytes as 64 hexadecimal digits.
    let hash: String
    let bytes: [UInt8]
    /// The compressed forms, the best one first: `br`, then `gzip`. It is empty where the build compressed nothing.
    let compressed: [(coding: String, bytes: [UInt8])]

    /// Creates an asset and reads its compressed forms.
    ///
    /// - Parameter folder: Where the build put compressed files, each named by the hash of the plain one; of those that are not
    ///   there, or not smaller, the plain one serves.
    init(name: String, type: String, bytes: [UInt8], compressedIn folder: String?) {
        self.name = name
        self.type = type
        self.bytes = bytes
        let hash = Hex.text(SHA256.hash(data: bytes))
        self.hash = hash
        self.compressed = [("br", "br"), ("gzip", "gz")].compactMap { coding, ending in
            guard let folder, let data = FileManager.default.contents(atPath: "\(folder)/\(hash).\(ending)"), !data.isEmpty, data.count < bytes.count
            else { return nil }
            return (coding: coding, bytes: Array(data))
        }
    }

    /// Whether the file is of a type that compresses well.
    var isText: Bool { ![".woff2", ".png"].contains(where: self.name.hasSuffix) }

    /// The name under which the content never changes: `department.3f2a9c1b2d4e.js`.
    var hashedName: String {
        let end = self.name.lastIndex(of: ".") ?? self.name.endIndex
        return "\(self.name[..<end]).\(self.hash.prefix(12))\(self.name[end...])"
    }

    /// Returns the plain name in a hashed name; `nil` for a name without a hash.
    static func plainName(of hashedName: String) -> String? {
        let parts = hashedName.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[parts.count - 2].count == 12 else { return nil }
        return (parts.dropLast(2) + parts.suffix(1)).joined(separator: ".")
    }

    /// Returns the form to send to a client: the best that it accepts, with the name of the coding, which is `nil` for the plain one.
    func form(for accepted: AcceptedCodings) -> (coding: String?, bytes: [UInt8]) {
        for (coding, bytes) in self.compressed where accepted.takes(coding) { return (coding, bytes) }
        return (nil, self.bytes)
    }
}
