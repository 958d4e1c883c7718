import Formats
import Mortality
import Testing

@testable import Aggregation

@Suite struct SnapshotPageTests {
    @Test func tokensComeBackAsTheyWent() throws {
        let pages: [SnapshotPage] = [
            .cells(after: nil), .reports(after: nil), .cells(after: try Given.cell("2A004", day: "1970-01-01", .unknown, .unknown)),
            .cells(after: try Given.cell("97411", day: "1900-01-01")), .reports(after: try Given.report(day: "2200-12-31")),
        ]
        for page in pages { #expect(SnapshotPage(token: page.token) == page) }
    }

    @Test func noTokenIsTheBeginning() {
        #expect(SnapshotPage(token: []) == .cells(after: nil))
    }

    @Test(arguments: [
        "x", "c ", "c 56260", "c 56260 1 2", "c 56260 1 9 1", "c 5626 1 1 1", "c 56260 9999999 1 1", "r 56260", "r 56260 x", "r 56260 1 1", "c  ",
    ])
    func whatIsNotOursIsNothing(token: String) {
        #expect(SnapshotPage(token: Array(token.utf8)) == nil)
    }

    @Test func bytesOfAnyKindDoNotTrap() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<5_000 {
            let token = (0..<Int.random(in: 0...80, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            _ = SnapshotPage(token: token)
        }
    }
}
