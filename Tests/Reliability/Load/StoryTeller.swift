import Formats
import Foundation

/// Makes up stories for a department. Most are one new declaration; some are corrected, withdrawn, sent twice or out of order. The seed decides
/// everything but the ids, which nobody has used before.
struct StoryTeller {
    let communes: [String]
    let days: [String]
    private var random: SeededGenerator

    init(communes: [String], days: [String], seed: UInt64) {
        self.communes = communes
        self.days = days
        self.random = SeededGenerator(seed: seed)
    }

    /// Returns stories, which take about 1.45 sends each.
    mutating func tell(_ count: Int) -> [Story] {
        (0..<count).map { _ in story() }
    }

    private mutating func story() -> Story {
        let first = declaration(id: UUID().uuidString.lowercased(), revision: 1)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<12:
            return Story(sends: [first, correction(of: first, revision: 2)])
        case 12..<17:
            return Story(sends: [first, withdrawal(of: first, revision: 2)])
        case 17..<27:
            return Story(sends: [first, first])
        case 27..<30:
            let five = [first] + (2...5).map { correction(of: first, revision: $0) }
            return Story(sends: [five[4], five[0], five[2], five[1], five[3]])
        case 30..<40:
            var nothing = first
            (nothing.place, nothing.cause, nothing.deaths) = (nil, nil, 0)
            return Story(sends: [nothing])
        default:
            return Story(sends: [first])
        }
    }

    private mutating func declaration(id: String, revision: Int) -> SentDeclaration {
        SentDeclaration(
            id: id, revision: revision, commune: pick(communes), occurredOn: pick(days),
            place: pick(["home", "careHome", "healthFacility", "publicSpace", "other", "unknown"]),
            cause: pick(["covidConfirmed", "covidSuspected", "other", "unknown"]),
            deaths: Int.random(in: 1...3, using: &random))
    }

    /// Returns another content under the same id, with another day, place and number. The commune never changes.
    private mutating func correction(of first: SentDeclaration, revision: Int) -> SentDeclaration {
        var corrected = declaration(id: first.id, revision: revision)
        corrected.commune = first.commune
        corrected.reason = "erreur de saisie"
        return corrected
    }

    private mutating func withdrawal(of first: SentDeclaration, revision: Int) -> SentDeclaration {
        var withdrawn = first
        withdrawn.revision = revision
        withdrawn.withdrawn = true
        withdrawn.reason = "déclarée deux fois"
        return withdrawn
    }

    private mutating func pick(_ values: [String]) -> String {
        values.randomElement(using: &random) ?? ""
    }
}
