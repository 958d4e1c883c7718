/// How a batch moves the report of a commune-day.
struct ReportDelta: Hashable, Sendable {
    /// How many living declarations more, or less.
    var declarations: Int32 = 0

    /// The latest reception among the batch's revisions that name the day, in microseconds since 1970 UTC.
    ///
    /// Nothing when the batch only took a declaration away to another day.
    var lastReceivedAt: Int64?

    /// Takes note of a revision that names the day.
    mutating func heard(at instant: Int64) {
        self.lastReceivedAt = max(self.lastReceivedAt ?? instant, instant)
    }
}
