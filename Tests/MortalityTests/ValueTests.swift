import Formats
import Mortality
import Testing

@Suite("Small values")
struct ValueTests {
    @Test("A revision is 1 to 1,000,000", arguments: [0, -1, 1_000_001, .max, .min])
    func revisions(number: Int) throws {
        #expect(throws: Rejection(field: "revision", reason: "not a whole number from 1 to 1,000,000")) { try Revision(number) }
        #expect(try Revision(1) < Revision(1_000_000))
    }

    @Test("Deaths are 0 to 10,000", arguments: [-1, 10_001, .max, .min])
    func deaths(number: Int) throws {
        #expect(throws: Rejection(field: "deaths", reason: "not a whole number from 0 to 10,000")) { try DeathCount(number) }
        #expect(try DeathCount(0) < DeathCount(10_000))
    }

    @Test("A reason is cut of spaces around and keeps its lines")
    func reasons() throws {
        #expect(try Reason("  wrong commune \n").text == "wrong commune")
        #expect(try Reason("une erreur\nde saisie").text == "une erreur\nde saisie")
        #expect(try Reason(String(repeating: "é", count: 500)).text.count == 500)
        #expect(try Reason("x").text == "x")
    }

    @Test(
        "A reason that says nothing, too much, or in control characters is refused",
        arguments: [
            ("", "empty"), (" \n\t\u{2003}", "empty"), (String(repeating: "x", count: 501), "longer than 500 characters"),
            ("e" + String(repeating: "\u{301}", count: 3_000), "longer than 500 characters"),
            ("a\u{0}b", "holds control characters"), ("a\tb", "holds control characters"), ("a\u{1B}[31mb", "holds control characters"),
            ("a\u{7F}b", "holds control characters"), ("a\r\nb", "holds control characters"),
        ])
    func refusedReasons(text: String, reason: String) {
        #expect(throws: Rejection(field: "reason", reason: reason)) { try Reason(text) }
    }

    @Test("An id is read in either case and printed in lower case")
    func ids() throws {
        let id = try DeclarationID("0190AbCd-1234-7EF0-8123-456789abcdef")
        #expect(id.description == "0190abcd-1234-7ef0-8123-456789abcdef")
        #expect(try DeclarationID(id.description) == id)
        #expect(try DeclarationID(bytes: id.bytes) == id)
        #expect(try id < DeclarationID("0190abcd-1234-7ef0-8123-456789abcdf0"))
    }

    @Test("Identities of alerts and of what happened to them are read and written likewise")
    func otherIDs() throws {
        let bytes = (1...16).map { UInt8($0) }
        let text = "01020304-0506-0708-090a-0b0c0d0e0f10"
        #expect(try AlertID(bytes: bytes).description == text && AlertID(text.uppercased()).bytes == bytes)
        #expect(try AlertEventID(text) == AlertEventID(bytes: bytes))
        for length in [0, 15, 17] {
            #expect(throws: Rejection(field: "id", reason: "not the 16 bytes of a UUID")) { try AlertID(bytes: [UInt8](repeating: 1, count: length)) }
        }
        #expect(throws: Rejection(field: "id", reason: "the nil UUID identifies nothing")) { try AlertID(bytes: [UInt8](repeating: 0, count: 16)) }
        #expect(throws: Rejection(field: "id", reason: "the nil UUID identifies nothing")) { try AlertEventID(bytes: [UInt8](repeating: 0, count: 16)) }
    }

    @Test(
        "What is no UUID is refused",
        arguments: [
            "", "0190abcd", "0190abcd12347ef08123456789abcdef", "0190abcd-1234-7ef0-8123-456789abcde", "{0190abcd-1234-7ef0-8123-456789abcdef}",
            "0190abcd-1234-7ef0-8123-456789abcdef0", "0190abcd-1234-7ef0-8123-456789abcdeg", "0190abcd_1234_7ef0_8123_456789abcdef",
            "0190abc-d1234-7ef0-8123-456789abcdef", "0190abcd-1234-7ef0-8123-456789abcdéf", "urn:uuid:0190abcd-1234-7ef0-8123-456789abcdef",
        ])
    func refusedIDs(text: String) {
        #expect(throws: Rejection(field: "id", reason: "not a UUID (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx)")) { try DeclarationID(text) }
    }

    @Test("The nil UUID and other lengths are refused")
    func refusedBytes() {
        #expect(throws: Rejection(field: "id", reason: "the nil UUID identifies nothing")) {
            try DeclarationID("00000000-0000-0000-0000-000000000000")
        }
        #expect(throws: Rejection(field: "id", reason: "not the 16 bytes of a UUID")) { try DeclarationID(bytes: [1]) }
        #expect(throws: Rejection(field: "id", reason: "not the 16 bytes of a UUID")) {
            try DeclarationID(bytes: [UInt8](repeating: 1, count: 17))
        }
    }

    @Test("Sixteen random bytes come back from their text")
    func idRoundTrip() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<5_000 {
            let id = try DeclarationID(bytes: (0..<16).map { _ in .random(in: .min ... .max, using: &random) })
            #expect(try DeclarationID(id.description) == id)
            #expect(try DeclarationID(id.description.uppercased()) == id)
        }
    }

    @Test("Numbers of closed lists are those that tables and messages hold")
    func numbers() {
        #expect(Place.allCases.map { "\($0) \($0.number)" } == ["home 1", "careHome 2", "healthFacility 3", "publicSpace 4", "other 5", "unknown 6"])
        #expect(Cause.allCases.map { "\($0) \($0.number)" } == ["covidConfirmed 1", "covidSuspected 2", "other 3", "unknown 4"])
        #expect(Level.allCases.map { "\($0) \($0.number)" } == ["green 1", "yellow 2", "orange 3", "red 4", "unknown 5"])
        #expect(Indicator.allCases.map { "\($0) \($0.number)" } == ["deaths 1", "rate 2", "ratio 3", "level 4", "completeness 5"])
    }

    @Test("A number outside a list is no value of it", arguments: [0, -1, 7, .max, .min] as [Int16])
    func strayNumbers(number: Int16) {
        #expect(Place(number: number) == nil)
        #expect(Cause(number: number) == nil)
        #expect(Level(number: number) == nil)
        #expect(Indicator(number: number) == nil)
        #expect(Place(number: 6) == .unknown)
        #expect(Cause(number: 4) == .unknown)
    }

    @Test("Severity rises with the level, and nothing is known of unknown")
    func severity() {
        #expect([Level.green, .yellow, .orange, .red].map(\.severity) == [0, 1, 2, 3])
        #expect(Level.unknown.severity == 0)
    }

    @Test("A rate is per 100,000 inhabitants; there is none where nobody lives")
    func rates() {
        #expect(MortalityRate.crude(deaths: 3, population: 60_000) == 5)
        #expect(MortalityRate.crude(deaths: 3, population: 0) == nil)
    }
}
