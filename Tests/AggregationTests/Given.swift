import Ledger
import Mortality
import TestBench

@testable import Aggregation

/// Makes the values that tests speak of; a test's own words must be valid, so it may throw.
enum Given {
    static func key(_ commune: String = "56260", _ number: UInt8 = 1) throws -> DeclarationKey {
        DeclarationKey(
            commune: try CommuneCode(commune), id: try DeclarationID(bytes: [UInt8](repeating: 7, count: 15) + [number]))
    }

    static func cell(
        _ commune: String = "56260", day: String = "2026-11-20", _ place: Place = .home, _ cause: Cause = .covidSuspected
    ) throws -> CellKey {
        CellKey(municipality: try CommuneCode(commune), day: try CivilDay(iso: day), place: place, cause: cause)
    }

    static func report(_ commune: String = "56260", day: String = "2026-11-20") throws -> ReportKey {
        ReportKey(municipality: try CommuneCode(commune), day: try CivilDay(iso: day))
    }

    /// A submission; its fingerprint follows its content.
    static func submission(
        _ commune: String = "56260", id: UInt8 = 1, revision: Int = 1, day: String = "2026-11-20", deaths: Int32 = 1,
        place: Place = .home, cause: Cause = .covidSuspected, isWithdrawn: Bool = false, receivedAt: Instant = 1_000,
        refusal: String? = nil
    ) throws -> Submission {
        let content = Content(
            day: try CivilDay(iso: day), place: deaths == 0 ? nil : place, cause: deaths == 0 ? nil : cause, deaths: deaths,
            isWithdrawn: isWithdrawn, reason: revision == 1 ? nil : "corrected")
        return Submission(
            key: try self.key(commune, id), revision: try Revision(revision), content: content,
            fingerprint: self.fingerprint(content), keyID: "00000001", correlationID: "trace", receivedAt: receivedAt,
            refusal: refusal)
    }

    private static func fingerprint(_ content: Content) -> [UInt8] {
        Array("\(content.day) \(content.place?.rawValue ?? "-") \(content.cause?.rawValue ?? "-") \(content.deaths) \(content.isWithdrawn)".utf8)
    }
}
