public import Mortality
public import Persistence

extension Scope {
    /// What the row policies of the database go by: who reads under it sees the rows of these departments, whatever the statement
    /// asks for. Without it a reader's role sees none.
    public var setting: LocalSetting { LocalSetting("vigie.scope", self.header) }
}
