/// From where somebody looks at a department: it decides whether a red that nobody has confirmed is told to them.
///
/// This is the one place that decides it. Whatever tells of a level or an alert (an answer, a picture, a caption) asks here,
/// through the copies of judgements and `DepartmentAlert.told`, which give nothing without a viewer.
public enum Viewer: String, CaseIterable, Hashable, Sendable {
    /// Somebody at the prefecture's own desk, who is told the level that stands.
    case prefecture
    /// Everybody else, and anybody who looks at more than one department.
    case outside

    /// Returns the level that is told to them: outside the prefecture a red is told as orange until a person has confirmed it.
    ///
    /// - Parameter confirmation: Whether a person does; `nil` where no alert is known, so that nobody does.
    public func told(_ level: Level, _ confirmation: Confirmation?) -> Level {
        self.withholds(level, confirmation) ? .orange : level
    }

    /// Tells whether a level is withheld from them, and with it every text about it, since texts name the level.
    public func withholds(_ level: Level, _ confirmation: Confirmation?) -> Bool {
        self == .outside && level == .red && confirmation != .confirmed
    }
}
