public import Messages
public import Mortality

extension Vigie_V1_ReportingRow {
    /// Checks that the row is of a day, and that its counts can be summed.
    ///
    /// - Throws: `ContractError` naming the field.
    public func check() throws(ContractError) {
        let reader = FieldReader(message: Self.protoMessageName)
        _ = try reader.day("day", self.day)
        for (field, counts) in [("first", self.first), ("added", self.added)] {
            guard counts.count <= Self.mostDelays else { throw reader.error(field, "more than \(Self.mostDelays) delays") }
            guard counts.allSatisfy({ (-Self.mostDeaths...Self.mostDeaths).contains($0) }) else { throw reader.error(field, "out of bounds") }
        }
    }

    /// How many delays are asked for at most: 0 to 60 days.
    private static let mostDelays = 61
    /// The most deaths of a department's day that may become known at a time.
    private static let mostDeaths = Int64(Int32.max)
}

extension Vigie_V1_CommuneShare {
    /// Reads a commune's code and its part of what its department expects.
    ///
    /// - Throws: `ContractError` naming the field.
    public func checked() throws(ContractError) -> (commune: CommuneCode, share: Double) {
        let reader = FieldReader(message: Self.protoMessageName)
        return (try reader.commune("commune", self.commune), try reader.share("share", self.share))
    }
}
