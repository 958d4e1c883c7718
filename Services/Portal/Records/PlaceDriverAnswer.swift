import Contracts
import Mortality

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
