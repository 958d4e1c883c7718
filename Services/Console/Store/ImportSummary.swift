/// What an import did.
struct ImportSummary: Sendable, Equatable {
    var departments = 0
    /// Communes of today; arrondissements are part of them.
    var communes = 0
    /// Communes that this import closed, and those that it opened again.
    var closed = 0
    var reopened = 0
    /// What became of the clerks of communes that are no more.
    var handedOn = HandedOn.nobody
    /// Rows that were added, changed or removed; none when the same was imported before.
    var changes = 0
    /// The version of the reference data afterwards.
    var version = 0
}

extension ImportSummary {
    /// For whoever typed the command.
    var sentence: String {
        var what = "\(Self.number(self.departments, "department")), \(Self.number(self.communes, "commune"))"
        if self.closed > 0 { what += ", \(self.closed) closed" }
        if self.reopened > 0 { what += ", \(self.reopened) open again" }
        if let handedOn = self.handedOn.sentence { what += "; \(handedOn)" }
        return self.changes == 0
            ? "\(what): nothing changed; the reference data stay at version \(self.version)."
            : "\(what): \(Self.number(self.changes, "row")) changed; the reference data are now at version \(self.version)."
    }

    private static func number(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
