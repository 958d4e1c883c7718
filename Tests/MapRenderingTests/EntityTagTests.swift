import Cartography
import Contracts
import LiveCopies
import Mortality
import Runtime
import Testing

@testable import MapRendering

struct EntityTagTests {
    private static func tag(
        _ indicator: Indicator = .deaths, _ format: Vigie_V1_PictureFormat = .svg, width: UInt32 = 0, version: Int = 1, counts: CountsReplica? = nil
    ) throws -> EntityTag {
        let request = try PictureRequest(try Given.request(indicator, format, width: width), from: Given.everybody)
        return EntityTag(
            of: try Given.contents(indicator, counts: counts).choropleth, request: request,
            areas: try Given.territory().communes.map { AreaCode.commune($0.code) }, version: version)
    }

    @Test func theSamePictureHasTheSameTag() throws {
        let tag = try Self.tag()
        for _ in 0..<20 { #expect(try Self.tag() == tag) }
        #expect(tag.text.count == 32)
        #expect(tag.text.allSatisfy { $0.isHexDigit })
    }

    @Test func anotherPictureHasAnother() throws {
        var more = try Given.counts()
        let cell = CellCount(commune: try Given.code(2), day: try Given.today(), place: .home, cause: .unknown, deaths: 4, version: 2)
        more.apply(department: try Given.morbihan, cells: [cell], reports: [])
        var answered = try Given.counts()
        let report = CommuneReport(commune: try Given.code(4), day: try Given.today(), declarations: 1, lastReceivedAt: Given.seven, version: 1)
        answered.apply(department: try Given.morbihan, cells: [], reports: [report])
        var tags = try [
            Self.tag(), Self.tag(.deaths, .png), Self.tag(width: 999), Self.tag(version: 2), Self.tag(counts: more), Self.tag(counts: answered),
        ]
        tags += try Indicator.allCases.filter { $0 != .deaths }.map { try Self.tag($0) }
        #expect(Set(tags).count == tags.count)
    }

    @Test func whatDoesNotShowChangesNothing() throws {
        // Three deaths of another cause give the same picture.
        var counts = try Given.counts()
        let day = try Given.today()
        let cells = try [(Cause.unknown, 0), (.other, 3)].map { cause, deaths in
            CellCount(commune: try Given.code(2), day: day, place: .home, cause: cause, deaths: deaths, version: 2)
        }
        counts.apply(department: try Given.morbihan, cells: cells, reports: [])
        #expect(try Self.tag(counts: counts) == Self.tag())
    }

    @Test func theHeaderIsReadAsHTTPWritesIt() throws {
        let tag = try Self.tag()
        for header in ["\(tag.text)", "\"\(tag.text)\"", "W/\"\(tag.text)\"", "\"other\", \"\(tag.text)\"", "*", " \"\(tag.text)\" "] {
            #expect(tag.matches(ifNoneMatch: header), "\(header)")
        }
        for header in ["", "\"\"", "\"other\"", ",,,", "\"", "W/", "\(tag.text)x"] { #expect(!tag.matches(ifNoneMatch: header), "\(header)") }
    }
}
