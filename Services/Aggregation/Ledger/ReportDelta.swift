/// How a batch moves the report of a commune-day.
struct ReportDelta: Hashable, Sendable {
    /// By how much the number of declarations that hold and are not withdrawn changes; negative when it falls.
    var declarations: Int32 = 0

    /// The latest reception among the batch's revisions that name the day, in microseconds since 1970 UTC.
    ///
    /// It is `nil` when the batch only took a declaration away to another day.
    var lastReceivedAt: Int64?

    /// Takes the reception of a revision that names the day into account.
    mutating func heard(at instant: Int64) {
        self.lastReceivedAt = max(self.lastReceivedAt ?? instant, instant)
    }
}
