import Mortality
import Testing

@testable import Accounts

@Suite struct KeyTests {
    private func record(
        _ key: APIKey = APIKey(), _ reach: KeyRecord.Reach = .all, read: Bool = true, write: Bool = true
    ) -> KeyRecord {
        KeyRecord(id: key.id, hash: key.hash, reach: reach, mayRead: read, mayWrite: write, mayBackdate: false)
    }

    @Test func aKeyGoesAroundItsText() throws {
        for _ in 0..<200 {
            let key = APIKey()
            #expect(key.text.wholeMatch(of: #/vgk_[0-9a-f]{8}_[A-Za-z0-9_-]{43}/#) != nil)
            let read = try #require(APIKey(key.text))
            #expect(read == key && read.hash == key.hash && key.hash.count == 32)
        }
    }

    @Test func everyTextOfAKeyIsOneKey() throws {
        // The last character carries two bits that must be zero: sixteen texts would else open the same door.
        let text = APIKey().text
        let others = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".filter { APIKey(String(text.dropLast()) + String($0)) != nil }
        #expect(others.count == 16)
    }

    @Test func whatIsNoKeyIsNothing() {
        let text = APIKey().text
        let wrong = [
            "", "vgk_", text + "A", String(text.dropLast()), "VGK" + text.dropFirst(3), text.replacing("vgk_", with: "vgk-"),
            String(repeating: "é", count: 28), "vgk_" + String(repeating: "_", count: 52),
        ]
        for wrong in wrong {
            #expect(APIKey(wrong) == nil, "\(wrong.count) characters")
        }
    }

    @Test func aKeyMatchesItsHashAlone() {
        let (key, other) = (APIKey(), APIKey())
        #expect(key.matches(hash: key.hash))
        #expect(!key.matches(hash: other.hash))
        #expect(!key.matches(hash: []))
        #expect(!key.matches(hash: Array(key.hash.dropLast())))
        for index in key.hash.indices {
            var changed = key.hash
            changed[index] ^= 1
            #expect(!key.matches(hash: changed))
        }
    }

    @Test func theRingKnowsItsKeys() throws {
        let (key, other) = (APIKey(), APIKey())
        let ring = KeyRing([self.record(key)])
        #expect(ring.record(for: key)?.id == key.id)
        #expect(ring.record(for: other) == nil)
        // The id of one with the secret of another opens nothing.
        let forged = try #require(APIKey("vgk_\(key.id)_\(other.text.suffix(43))"))
        #expect(ring.record(for: forged) == nil)
        #expect(KeyRing().record(for: key) == nil)
    }

    @Test func aKeyReadsAsFarAsItReaches() throws {
        #expect(self.record(reach: .all).scope == .all)
        #expect(self.record(reach: .all, read: false).scope == .departments([]))
        #expect(self.record(reach: .department(try DepartmentCode("56"))).scope == .departments([try DepartmentCode("56")]))
        #expect(self.record(reach: .commune(try CommuneCode("56260"))).scope == .departments([]))
    }

    private func record(reach: KeyRecord.Reach, read: Bool = true, write: Bool = true) -> KeyRecord {
        self.record(APIKey(), reach, read: read, write: write)
    }
}
