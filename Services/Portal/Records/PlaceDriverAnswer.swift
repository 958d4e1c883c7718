import Contracts
import Mortality

/// Deaths of the seven days at one kind of place, beside what four ordinary weeks before would make of seven days.
struct PlaceDriverAnswer: Encodable, Sendable {
    let place: String
    let observed: Int
    let usual: Double

    /// - Returns: nothing for a kind of place that this version does not know.
    init?(_ message: Vigie_V1_PlaceDriver) {
        guard let number = Int16(exactly: message.place.rawValue), let place = Place(number: number) else { return nil }
        self.place = place.rawValue
        self.observed = Int(message.observed)
        self.usual = Figure.rounded(message.usual)
    }
}
