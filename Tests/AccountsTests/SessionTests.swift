import Accounts
import Formats
import Foundation
import Testing

@Suite("Tokens of sessions and forms, marks of devices")
struct SessionTests {
    @Test("A session's token is 256 random bits that read back; stored is its SHA-256")
    func session() throws {
        let tokens = (0..<200).map { _ in SessionToken() }
        #expect(Set(tokens).count == 200 && Set(tokens.map(\.reference)).count == 200)
        for token in tokens {
            #expect(token.text.utf8.count == 43)
            #expect(SessionToken(token.text) == token)
            #expect(token.reference.text != token.text)
            #expect(SessionReference(token.reference.text) == token.reference && SessionReference(bytes: token.reference.bytes) == token.reference)
        }
        // SHA-256 of 32 zero bytes.
        let zero = try #require(SessionToken(String(repeating: "A", count: 43)))
        #expect(Hex.text(zero.reference.bytes) == "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925")
    }

    @Test("What is no token is none")
    func notSessions() {
        let text = SessionToken().text
        let wrong = [
            "", String(text.dropLast()), text + "A", text + "=", " " + text, text.dropLast() + "é", "\(text.dropLast())B",
            String(repeating: "A", count: 100_000),
        ]
        // The last character of 43 carries four bits; B would leave some.
        for text in wrong { #expect(SessionToken(text) == nil && SessionReference(text) == nil, "\(text.prefix(60))") }
        #expect(SessionReference(bytes: []) == nil && SessionReference(bytes: [UInt8](repeating: 1, count: 33)) == nil)
    }

    @Test("A form's token is that of its session and secret, the same on every page")
    func form() {
        let (secret, session) = (PortalSecret(), SessionToken().reference)
        let token = FormToken(for: session, under: secret)
        #expect(token.text == FormToken(for: session, under: secret).text)
        #expect(token.matches(token.text))
        let wrong: [String?] = [
            nil, "", session.text, token.text + "A", String(token.text.dropLast()), FormToken(for: SessionToken().reference, under: secret).text,
            FormToken(for: session, under: PortalSecret()).text, String(repeating: "A", count: 43), String(repeating: "é", count: 43),
        ]
        for text in wrong { #expect(!token.matches(text)) }
        for place in token.text.indices {
            let other: Character = token.text[place] == "A" ? "E" : "A"
            #expect(!token.matches(token.text.replacingCharacters(in: place...place, with: String(other))))
        }
    }

    @Test("A device's mark is its account's, from when it was given until it is over")
    func mark() {
        let (secret, account) = (PortalSecret(), AccountID())
        let now: Int64 = 1_796_018_400
        let mark = DeviceMark(for: account, at: now, under: secret)
        #expect(DeviceMark(mark.text, of: account, at: now, under: secret) == mark)
        #expect(DeviceMark(mark.text, of: account, at: now + 400 * 86_400, under: secret) == mark)
        #expect(DeviceMark(mark.text, of: account, at: now + 400 * 86_400 + 1, under: secret) == nil)
        #expect(DeviceMark(mark.text, of: account, at: now - 300, under: secret) == mark)
        #expect(DeviceMark(mark.text, of: account, at: now - 301, under: secret) == nil)
        #expect(DeviceMark(mark.text, of: AccountID(), at: now, under: secret) == nil)
        #expect(DeviceMark(mark.text, of: account, at: now, under: PortalSecret()) == nil)
        #expect(DeviceMark(for: account, at: now, under: secret) != mark)
        for text in ["", "A", String(repeating: "A", count: 75), String(mark.text.dropLast()), mark.text + "A"] {
            #expect(DeviceMark(text, of: account, at: now, under: secret) == nil)
        }
        for instant in [Int64.min, .max] { #expect(DeviceMark(mark.text, of: account, at: instant, under: secret) == nil) }
        for place in mark.text.indices {
            let other: Character = mark.text[place] == "A" ? "Q" : "A"
            let altered = mark.text.replacingCharacters(in: place...place, with: String(other))
            #expect(DeviceMark(altered, of: account, at: now, under: secret) == nil)
        }
    }

    @Test("A browser remembers eight accounts, each with one mark, and forgets who came longest ago")
    func marks() throws {
        let secret = PortalSecret()
        let accounts = (0..<9).map { _ in AccountID() }
        var marks = DeviceMarks(cookie: nil)
        #expect(marks.cookie == "")
        for (time, account) in accounts.enumerated() { marks = DeviceMarks(cookie: marks.marking(account, at: Int64(time), under: secret).cookie) }
        #expect(accounts.map { marks.mark(of: $0, at: 10, under: secret) != nil } == [false] + [Bool](repeating: true, count: 8))
        let again = marks.marking(accounts[1], at: 20, under: secret)
        #expect(again.cookie.split(separator: ".").count == 8)
        #expect(again.mark(of: accounts[1], at: 20, under: secret) != marks.mark(of: accounts[1], at: 20, under: secret))
        #expect(accounts.dropFirst().allSatisfy { again.mark(of: $0, at: 20, under: secret) != nil })
        for cookie in ["", "....", "x.y", String(repeating: "A", count: 100_000), String(repeating: ".", count: 500), "é"] {
            #expect(DeviceMarks(cookie: cookie).cookie == "")
        }
    }
}
