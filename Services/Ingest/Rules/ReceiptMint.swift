import Crypto
import Formats
import Mortality
import Runtime

/// Makes receipts and knows its own again.
///
/// A receipt is text of 56 characters: base64url of version 1; the commune's five characters; the revision, big-endian; the
/// first 16 bytes of HMAC-SHA256 over the declaration's canonical bytes; and 16 of another HMAC over all that and the id. The
/// first binds it to every word of the declaration, so that the same one always gets the same receipt and no other does;
/// the second lets Ingest know it for genuine when only the id stands beside it, before the ledger has heard of it.
struct ReceiptMint: Sendable {
    private static let version: UInt8 = 1
    private static let length = 1 + 5 + 4 + 16 + 16

    private let contentKey: SymmetricKey
    private let sealKey: SymmetricKey

    /// - Parameter secret: The same for all instances of Ingest; receipts made with another are not known again.
    init(secret: String) {
        let root = SymmetricKey(data: Array(secret.utf8))
        self.contentKey = SymmetricKey(data: Self.code(Array("vigie receipt content".utf8), root))
        self.sealKey = SymmetricKey(data: Self.code(Array("vigie receipt seal".utf8), root))
    }

    /// Returns the bytes of the receipt for a declaration.
    func bytes(for declaration: Declaration) -> [UInt8] {
        var bytes = [Self.version]
        bytes.reserveCapacity(Self.length)
        bytes += Array(declaration.commune.text.utf8)
        let revision = UInt32(bitPattern: declaration.revision.number)
        for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: revision >> shift)) }
        bytes += Self.code(declaration.canonicalBytes, self.contentKey).prefix(16)
        bytes += Self.code(bytes + declaration.id.bytes, self.sealKey).prefix(16)
        return bytes
    }

    /// Returns the first 8 bytes of a receipt's HMAC over the declaration, which differ from those of any other content.
    func fingerprint(ofReceipt bytes: [UInt8]) -> UInt64 { bytes.dropFirst(10).prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }

    /// Returns the commune and the revision that a receipt was given for; `nil` when it is not a receipt that Ingest made for that id.
    func receipt(_ text: String, for id: DeclarationID) -> Receipt? {
        guard let bytes = Base64URL.decode(text), bytes.count == Self.length, bytes[0] == Self.version else { return nil }
        let expected = Self.code(bytes.prefix(Self.length - 16) + id.bytes, self.sealKey).prefix(16)
        // Every byte is compared, so that the time taken tells nothing.
        var difference: UInt8 = 0
        for (a, b) in zip(expected, bytes.suffix(16)) { difference |= a ^ b }
        let number = bytes[6..<10].reduce(0) { $0 << 8 | Int($1) }
        guard difference == 0, let commune = try? CommuneCode(String(decoding: bytes[1..<6], as: UTF8.self)),
            let revision = try? Revision(number)
        else { return nil }
        return Receipt(commune: commune, revision: revision)
    }

    private static func code(_ bytes: [UInt8], _ key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
    }
}

/// Which declaration, at which revision, a receipt was given for.
struct Receipt: Hashable, Sendable {
    let commune: CommuneCode
    let revision: Revision
}
