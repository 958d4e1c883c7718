/// What an import did.
struct ImportSummary: Sendable, Equatable {
    var departments = 0
    var communes = 0
    /// Rows that were added, changed or removed; none when the same was imported before.
    var changes = 0
    /// The version of the reference data afterwards.
    var version = 0
}

extension ImportSummary {
    /// For whoever typed the command.
    var sentence: String {
        let what = "\(self.departments) \(self.departments == 1 ? "department" : "departments"), \(self.communes) communes"
        return self.changes == 0
            ? "\(what): nothing changed; the reference data stay at version \(self.version)."
            : "\(what): \(self.changes) rows changed; the reference data are now at version \(self.version)."
    }
}
