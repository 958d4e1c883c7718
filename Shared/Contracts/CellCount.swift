public import Messages
public import Mortality

/// The absolute count of one cell: how many deaths a commune has on a day, in a kind of place, of a cause.
public struct CellCount: Hashable, Sendable {
    /// The municipality in which they occurred; deaths of an arrondissement count under its city.
    public let commune: CommuneCode
    /// The day on which the deaths occurred, by the commune's calendar.
    public let day: CivilDay
    /// The kind of place where they occurred.
    public let place: Place
    /// The cause that was declared.
    public let cause: Cause
    /// How many deaths are counted; zero where all were corrected away.
    public let deaths: Int
    /// Rises with every change of the cell; the higher one wins.
    public let version: UInt64

    /// Makes a count of the values of a row.
    public init(commune: CommuneCode, day: CivilDay, place: Place, cause: Cause, deaths: Int, version: UInt64) {
        self.commune = commune
        self.day = day
        self.place = place
        self.cause = cause
        self.deaths = deaths
        self.version = version
    }

    /// Reads a count out of its message.
    ///
    /// - Throws: `ContractError` for a value that this version does not know, or that cannot be.
    public init(_ message: Vigie_V1_Cell) throws(ContractError) {
        let reader = FieldReader(message: Vigie_V1_Cell.protoMessageName)
        self.commune = try reader.commune("commune", message.commune)
        self.day = try reader.day("day", message.day)
        self.place = try reader.numbered("place", message.place.rawValue)
        self.cause = try reader.numbered("cause", message.cause.rawValue)
        self.deaths = try reader.count("deaths", message.deaths)
        self.version = try reader.version(message.version)
    }

    /// The protobuf message that carries the count.
    public var message: Vigie_V1_Cell {
        var message = Vigie_V1_Cell()
        message.commune = self.commune.text
        message.day = self.day.daysSinceEpoch
        message.place = self.place.message
        message.cause = self.cause.message
        message.deaths = UInt32(clamping: self.deaths)
        message.version = self.version
        return message
    }
}
