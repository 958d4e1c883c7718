/// What a department's communes declared of a day.
struct ReportedDay: Hashable, Sendable {
    var deaths = 0
    /// Communes that reported, those of no death included.
    var reports = 0
    /// The inhabitants of these.
    var population = 0
}
