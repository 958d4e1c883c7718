import Ledger
import Mortality

/// Where a page of a snapshot begins: cells first, in the order of their keys, then reports.
enum SnapshotPage: Hashable, Sendable {
    /// The first cells after this key, or from the beginning.
    case cells(after: CellKey?)
    /// The first reports after this key, or from the beginning.
    case reports(after: ReportKey?)

    /// The page's place as the opaque token that the caller sends to get the page.
    var token: [UInt8] {
        switch self {
        case .cells(nil): Array("c".utf8)
        case .cells(let key?):
            Array("c \(key.municipality) \(key.day.daysSinceEpoch) \(key.place.number) \(key.cause.number)".utf8)
        case .reports(nil): Array("r".utf8)
        case .reports(let key?): Array("r \(key.municipality) \(key.day.daysSinceEpoch)".utf8)
        }
    }

    /// Reads a page token: an empty one means the first page, and for bytes that ``token`` does not produce it returns `nil`.
    init?(token: [UInt8]) {
        guard !token.isEmpty else {
            self = .cells(after: nil)
            return
        }
        guard token.count <= 64, let text = String(validating: token, as: UTF8.self) else { return nil }
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.count) {
        case ("c", 1): self = .cells(after: nil)
        case ("r", 1): self = .reports(after: nil)
        case ("c", 5):
            guard let (municipality, day) = Self.municipalityAndDay(parts), let place = Int16(parts[3]).flatMap({ Place(number: $0) }),
                let cause = Int16(parts[4]).flatMap({ Cause(number: $0) })
            else { return nil }
            self = .cells(after: CellKey(municipality: municipality, day: day, place: place, cause: cause))
        case ("r", 3):
            guard let (municipality, day) = Self.municipalityAndDay(parts) else { return nil }
            self = .reports(after: ReportKey(municipality: municipality, day: day))
        default: return nil
        }
    }

    private static func municipalityAndDay(_ parts: [String]) -> (CommuneCode, CivilDay)? {
        guard let commune = try? CommuneCode(parts[1]), let days = Int(parts[2]), let day = try? CivilDay(daysSinceEpoch: days)
        else { return nil }
        return (commune, day)
    }
}
