/// From where somebody looks at a department: whether a red that nobody stands behind is told to them.
///
/// This is the one place that decides it. Whatever tells of a level or an alert (an answer, a picture, a caption) asks here,
/// through the copies of judgements and `DepartmentAlert.told`, which give nothing without a viewer.
public enum Viewer: String, CaseIterable, Hashable, Sendable {
    /// The prefecture's own desk, which sees what stands.
    case prefecture
    /// Everybody else; and anybody who looks at more than one department.
    case outside

    /// The level that is told: outside the prefecture it is red only once a person stands behind it, till then orange.
    ///
    /// - Parameter confirmation: Whether a person does; nothing where no alert is known, so that nobody does.
    public func told(_ level: Level, _ confirmation: Confirmation?) -> Level {
        self.withholds(level, confirmation) ? .orange : level
    }

    /// Whether a level is withheld, and with it every word about it: words name the level.
    public func withholds(_ level: Level, _ confirmation: Confirmation?) -> Bool {
        self == .outside && level == .red && confirmation != .confirmed
    }
}
