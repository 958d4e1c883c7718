@testable import Accounts
import Formats
import Testing

@Suite("Hashes of passwords")
struct PasswordHashTests {
    private static let stored = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"

    @Test("It reads what was stored, and writes the same")
    func roundTrip() throws {
        let hash = try PasswordHash(stored: Self.stored)
        #expect(hash.stored == Self.stored)
        #expect(hash.salt == Array("somesalt".utf8) && hash.tag.count == 32)
        #expect(hash.cost == PasswordHash.Cost(memory: 256, passes: 2, lanes: 1))
        let nobody = PasswordHash.ofNobody()
        #expect(try PasswordHash(stored: nobody.stored) == nobody)
        #expect(nobody.stored.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
    }

    @Test("A hash of other parameters is to be made anew")
    func renewal() throws {
        #expect(try PasswordHash(stored: Self.stored).needsRenewal)
        #expect(!PasswordHash.ofNobody().needsRenewal)
        for cost in ["m=19455,t=2,p=1", "m=19456,t=1,p=1", "m=47104,t=1,p=1"] {
            #expect(try PasswordHash(stored: Self.stored.replacing("m=256,t=2,p=1", with: cost)).needsRenewal)
        }
    }

    @Test(
        "What is not such a hash is refused",
        arguments: [
            "", "$", "$$$$$", "argon2id", Self.stored + "$", Self.stored + "=", String(Self.stored.dropFirst()),
            Self.stored.replacing("argon2id", with: "argon2i"),
            Self.stored.replacing("v=19", with: "v=16"), Self.stored.replacing("m=256", with: "m=7"), Self.stored.replacing("m=256", with: "m=0"),
            Self.stored.replacing("m=256", with: "m=65537"), Self.stored.replacing("m=256", with: "m=4294967295"),
            Self.stored.replacing("m=256", with: "m=99999999999"),
            Self.stored.replacing("m=256", with: "m=-1"), Self.stored.replacing("m=256", with: "m=+256"), Self.stored.replacing("m=256", with: "m=0256"),
            Self.stored.replacing("t=2", with: "t=0"), Self.stored.replacing("t=2", with: "t=17"), Self.stored.replacing("p=1", with: "p=0"),
            Self.stored.replacing("p=1", with: "p=5"),
            Self.stored.replacing("p=1", with: "p=4294967295"), Self.stored.replacing("t=2,p=1", with: "p=1,t=2"), Self.stored.replacing(",p=1", with: ""),
            Self.stored.replacing("c29tZXNhbHQ", with: "c29t"), Self.stored.replacing("c29tZXNhbHQ", with: "c29tZXNhbHR"),
            Self.stored.replacing("c29tZXNhbHQ", with: "!"),
            Self.stored.replacing("c29tZXNhbHQ", with: ""), String(Self.stored.dropLast(30)), Self.stored + String(repeating: "A", count: 10_000),
            "$2b$12$abcdefghijklmnopqrstuv",
        ])
    func refused(text: String) {
        #expect(throws: PasswordHash.Malformed.self) { try PasswordHash(stored: text) }
    }

    @Test("It is libargon2's argon2id: the vectors of the reference implementation")
    func vectors() async throws {
        let thread = try HashingThread(name: "vectors")
        let vectors: [(memory: UInt32, passes: UInt32, lanes: UInt32, password: String, salt: String, tag: String)] = [
            (256, 2, 1, "password", "somesalt", "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"),
            (65_536, 2, 1, "password", "somesalt", "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"),
            (65_536, 2, 1, "differentpassword", "somesalt", "0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde"),
        ]
        for vector in vectors {
            let cost = PasswordHash.Cost(memory: vector.memory, passes: vector.passes, lanes: vector.lanes)
            let tag = try await thread.tag(of: Array(vector.password.utf8), salt: Array(vector.salt.utf8), cost: cost, length: 32)
            #expect(Hex.text(tag) == vector.tag)
        }
        await #expect(throws: PasswordHasherFault.self) {
            try await thread.tag(of: [], salt: [1], cost: PasswordHash.Cost(memory: 8, passes: 1, lanes: 1), length: 32)
        }
    }
}
