/// What an import changed.
struct ImportSummary: Sendable, Equatable {
    var departments = 0
    /// The number of communes of today; arrondissements count as part of their commune.
    var communes = 0
    /// The number of communes that this import closed.
    var closed = 0
    /// The number of communes that this import opened again.
    var reopened = 0
    /// What became of the clerks of former communes.
    var handedOn = HandedOn.nobody
    /// The number of rows that were added, changed or removed; 0 when the same was imported before.
    var changes = 0
    /// The version of the reference data after the import.
    var version = 0
}

extension ImportSummary {
    /// The summary as a sentence for whoever typed the command.
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
