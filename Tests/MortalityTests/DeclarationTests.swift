import Mortality
import Testing

@Suite("Declarations")
struct DeclarationTests {
    static func declaration(
        id: String = "0190abcd-1234-7ef0-8123-456789abcdef", revision: Int = 1, commune: String = "56260", day: String = "2020-03-14",
        place: Place? = .careHome, cause: Cause? = .covidSuspected, deaths: Int = 2, isWithdrawn: Bool = false, reason: String? = nil
    ) throws -> Declaration {
        try Declaration(
            id: DeclarationID(id), revision: Revision(revision), commune: CommuneCode(commune), day: CivilDay(iso: day), place: place,
            cause: cause, deaths: DeathCount(deaths), isWithdrawn: isWithdrawn, reason: try reason.map { try Reason($0) })
    }

    @Test("Deaths need a place and a cause")
    func circumstances() throws {
        #expect(throws: Rejection(field: "place", reason: "required when there are deaths")) { try Self.declaration(place: nil) }
        #expect(throws: Rejection(field: "cause", reason: "required when there are deaths")) { try Self.declaration(cause: nil) }
        #expect(try Self.declaration().circumstances == .init(place: .careHome, cause: .covidSuspected))
    }

    @Test("Nothing to declare has one form, whatever came with it")
    func zero() throws {
        let bare = try Self.declaration(place: nil, cause: nil, deaths: 0)
        #expect(bare.circumstances == nil)
        #expect(try Self.declaration(deaths: 0) == bare)
        #expect(try Self.declaration(cause: nil, deaths: 0) == bare)
        #expect(try Self.declaration(deaths: 0).canonicalBytes == bare.canonicalBytes)
    }

    @Test("A correction says why; a first declaration need not")
    func reasons() throws {
        #expect(throws: Rejection(field: "reason", reason: "required from revision 2 on")) { try Self.declaration(revision: 2) }
        #expect(throws: Rejection(field: "reason", reason: "required from revision 2 on")) {
            try Self.declaration(revision: 2, deaths: 0, isWithdrawn: true)
        }
        #expect(try Self.declaration(revision: 2, reason: "typing error").reason?.text == "typing error")
        #expect(try Self.declaration(reason: "late").reason?.text == "late")
    }

    @Test("The canonical bytes are laid out as documented")
    func layout() throws {
        let bytes = try Self.declaration(revision: 2, isWithdrawn: true, reason: "é").canonicalBytes
        let expected: [UInt8] =
            [1, 0x01, 0x90, 0xAB, 0xCD, 0x12, 0x34, 0x7E, 0xF0, 0x81, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF] + Array("56260".utf8)
            + [0, 0, 0, 2] + [0, 0, 0x47, 0x9F] + [0, 0, 0, 2] + [2, 2, 1] + [0xC3, 0xA9]
        #expect(bytes == expected)
    }

    @Test("A change of anything changes the canonical bytes")
    func sensitivity() throws {
        let variants = try [
            Self.declaration(), Self.declaration(id: "0190abcd-1234-7ef0-8123-456789abcdee"), Self.declaration(commune: "56121"),
            Self.declaration(day: "2020-03-15"), Self.declaration(day: "1969-12-31"), Self.declaration(place: .home),
            Self.declaration(cause: .other), Self.declaration(deaths: 3), Self.declaration(deaths: 0), Self.declaration(isWithdrawn: true),
            Self.declaration(reason: "a"), Self.declaration(reason: "b"), Self.declaration(revision: 2, reason: "a"),
            Self.declaration(revision: 3, reason: "a"),
        ]
        #expect(Set(variants.map(\.canonicalBytes)).count == variants.count)
        #expect(Set(variants).count == variants.count)
    }

    @Test("Days are admitted from two years ago to today, both included")
    func admission() throws {
        let today = try CivilDay(iso: "2026-11-23")
        let usual = Admission(today: today, mayBackdate: false)
        #expect(usual.earliest.description == "2024-11-23")
        #expect(throws: Never.self) { try usual.check(today) }
        #expect(throws: Never.self) { try usual.check(usual.earliest) }
        #expect(throws: Rejection(field: "occurredOn", reason: "after today in the commune, 2026-11-23")) {
            try usual.check(today.advanced(by: 1))
        }
        #expect(throws: Rejection(field: "occurredOn", reason: "before 2024-11-23, the earliest day that you may declare")) {
            try usual.check(usual.earliest.advanced(by: -1))
        }
    }

    @Test("Who may backdate may go back to 1970, and not into the future")
    func backdating() throws {
        let today = try CivilDay(iso: "2028-02-29")
        let archive = Admission(today: today, mayBackdate: true)
        #expect(throws: Never.self) { try archive.check(CivilDay(daysSinceEpoch: 0)) }
        #expect(throws: Rejection.self) { try archive.check(CivilDay(daysSinceEpoch: -1)) }
        #expect(throws: Rejection.self) { try archive.check(today.advanced(by: 1)) }
        #expect(Admission(today: today, mayBackdate: false).earliest.description == "2026-02-28")
    }

    @Test("A rejection reads as field and reason")
    func rejection() {
        #expect("\(Rejection(field: "deaths", reason: "too many"))" == "deaths: too many")
    }
}
