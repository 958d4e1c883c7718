/// A setting of PostgreSQL that holds for one transaction and ends with it, so that whoever has the connection next does not inherit it. Row
/// policies read it.
public struct LocalSetting: Hashable, Sendable {
    /// The setting's name, such as `vigie.scope`.
    public let name: String
    /// What it is set to for the transaction.
    public let value: String

    /// Names a setting and its value.
    ///
    /// - Parameter name: with a prefix of ours, such as `vigie.scope`.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// The statement that puts it in force: a function, since `SET LOCAL` takes no parameters.
    static let sql = "SELECT set_config($1, $2, true)"

    var parameters: [SQLValue] { [.text(self.name), .text(self.value)] }
}
