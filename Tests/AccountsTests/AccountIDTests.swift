import Accounts
import Mortality
import Testing

@Suite("The identity of an account")
struct AccountIDTests {
    @Test("It is a random UUID of version 4, no two alike, and reads back from its text")
    func drawn() throws {
        let ids = (0..<100).map { _ in AccountID() }
        #expect(Set(ids).count == 100)
        for id in ids {
            #expect(id.bytes[6] >> 4 == 4)
            #expect(id.bytes[8] >> 6 == 2)
            #expect(try AccountID(id.description) == id)
            #expect(try AccountID(bytes: id.bytes) == id)
        }
    }

    @Test("What is no UUID is refused", arguments: ["", "00000000-0000-0000-0000-000000000000", "abc", "not-a-uuid-at-all-but-36-characters!"])
    func refused(text: String) {
        #expect(throws: Rejection.self) { try AccountID(text) }
    }
}
