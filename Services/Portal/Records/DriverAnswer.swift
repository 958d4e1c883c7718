import Contracts
import Mortality
import Runtime
import Web

/// A commune with its deaths and its expected deaths of the seven days.
struct DriverAnswer: Encodable, Sendable {
    let commune: String
    let name: String
    let observed: Int
    let expected: Double
    /// The probability that the commune's risk is more than a quarter above what it expects, 0 to 1.
    let exceedance: Double

    init(_ message: Vigie_V1_Driver, _ reference: ReferenceSnapshot) throws {
        let code = try CommuneCode(message.commune)
        self.commune = code.text
        self.name = reference.commune(code)?.name ?? code.text
        self.observed = Int(message.observed)
        self.expected = Figure.rounded(message.expected)
        self.exceedance = Figure.rounded(message.exceedance)
    }
}

/// The deaths of the seven days at one kind of place, beside seven days' share of the four ordinary weeks before.
struct PlaceDriverAnswer: Encodable, Sendable {
    let place: String
    let observed: Int
    let usual: Double

    /// Describes the deaths at a kind of place; `nil` for one that this version does not know.
    ///
    /// - Returns: nothing for a kind of place that this version does not know.
    init?(_ message: Vigie_V1_PlaceDriver) {
        guard let number = Int16(exactly: message.place.rawValue), let place = Place(number: number) else { return nil }
        self.place = place.rawValue
        self.observed = Int(message.observed)
        self.usual = Figure.rounded(message.usual)
    }
}
