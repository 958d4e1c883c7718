/// A setting of PostgreSQL that holds for one transaction and ends with it, so that whoever has the connection next does not
/// inherit it: what row policies go by.
public struct LocalSetting: Hashable, Sendable {
    /// The setting's name, such as `vigie.scope`.
    public let name: String
    /// What it is set to for the transaction.
    public let value: String

    /// - Parameter name: with a prefix of ours, such as `vigie.scope`.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Puts it in force. A function, not `SET LOCAL`, which takes no parameters.
    static let sql = "SELECT set_config($1, $2, true)"

    var parameters: [SQLValue] { [.text(self.name), .text(self.value)] }
}
