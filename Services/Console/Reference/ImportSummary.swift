/// What an import did.
struct ImportSummary: Sendable, Equatable {
    var departments = 0
    var communes = 0
    /// Rows that were added, changed or removed; none when the same was imported before.
    var changes = 0
    /// The version of the reference data afterwards.
    var version = 0
}
