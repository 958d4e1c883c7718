public import Mortality
public import Persistence

extension Scope {
    /// The setting that the row policies of the database read: who reads under it sees the rows of these departments, whatever the statement
    /// asks for. Without it a reader's role sees none.
    public var setting: LocalSetting { LocalSetting("vigie.scope", self.header) }
}
