import Formats
import Mortality
import Runtime
import Testing

@testable import Ingest

@Suite("Receipts")
struct ReceiptTests {
    private func declaration(_ changes: [String: String?] = [:]) throws -> Declaration {
        try DeclarationForm(try JSONReader.read(Array(Door.declaration(changes).utf8))).declaration()
    }

    private func receipt(_ changes: [String: String?] = [:], mint: ReceiptMint = Door.mint) throws -> String {
        Base64URL.encode(mint.bytes(for: try self.declaration(changes)))
    }

    @Test("The same declaration always gets the same receipt, of 56 characters that need no escaping")
    func deterministic() throws {
        let receipt = try self.receipt()
        #expect(try self.receipt() == receipt)
        #expect(try self.receipt(mint: ReceiptMint(secret: "a secret of the tests, long enough")) == receipt)
        #expect(receipt.count == 56)
        #expect(receipt.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
    }

    @Test("Another declaration, or another secret, gets another receipt")
    func sensitive() throws {
        let receipts = try [
            self.receipt(), self.receipt(["deaths": "3"]), self.receipt(["place": "\"home\""]), self.receipt(["occurredOn": "\"2026-11-19\""]),
            self.receipt(["commune": "\"56121\""]), self.receipt(["id": "\"0190abcd-1234-7ef0-8123-456789abcdee\""]),
            self.receipt(["reason": "\"x\""]), self.receipt(mint: ReceiptMint(secret: "another secret of the tests")),
        ]
        #expect(Set(receipts).count == receipts.count)
    }

    @Test("A receipt is known again with its id, and tells commune and revision")
    func known() throws {
        let id = try DeclarationID(Door.id)
        let receipt = try self.receipt(["revision": "258", "reason": "\"x\""])
        #expect(Door.mint.receipt(receipt, for: id) == Receipt(commune: try CommuneCode("56260"), revision: try Revision(258)))
        #expect(Door.mint.receipt(receipt, for: try DeclarationID("0190abcd-1234-7ef0-8123-456789abcdee")) == nil)
        #expect(ReceiptMint(secret: "another secret of the tests").receipt(receipt, for: id) == nil)
    }

    @Test("A receipt changed in any bit, cut or made longer is not ours")
    func forged() throws {
        let id = try DeclarationID(Door.id)
        let bytes = Door.mint.bytes(for: try self.declaration())
        for index in bytes.indices {
            for bit in 0..<8 {
                var forged = bytes
                forged[index] ^= 1 << UInt8(bit)
                #expect(Door.mint.receipt(Base64URL.encode(forged), for: id) == nil)
            }
        }
        for text in ["", "AAAA", "é", Base64URL.encode(bytes.dropLast()), Base64URL.encode(bytes + [0]), Base64URL.encode(bytes) + "="] {
            #expect(Door.mint.receipt(text, for: id) == nil)
        }
    }

    @Test("Bytes come back from their text, and no other text is read")
    func base64URL() {
        #expect(Base64URL.encode([]) == "")
        #expect(Base64URL.encode(Array("f".utf8)) == "Zg")
        #expect(Base64URL.encode(Array("fo".utf8)) == "Zm8")
        #expect(Base64URL.encode(Array("foobar".utf8)) == "Zm9vYmFy")
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
        for text in ["A", "Zh", "Zm9=", "Zm9+", "Zm9/", "Z m8", "é"] { #expect(Base64URL.decode(text) == nil) }
        var random = SeededGenerator(seed: 21)
        for count in 0..<200 {
            let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
    }
}
