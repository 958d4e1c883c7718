import Contracts

/// Reads messages of the queue: changes of counts that the copy can hold, or why they are none.
enum ChangeReader {
    /// - Throws: `ContractError` for bytes that are no change of counts, and for values that cannot be.
    static func read(_ body: [UInt8]) throws(ContractError) -> CountsChange {
        try CountsChange(try Wire.decode(Vigie_V1_CountsChanged.self, from: body))
    }
}
