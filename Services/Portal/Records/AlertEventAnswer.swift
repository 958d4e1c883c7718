import Contracts
import Mortality
import Runtime

/// The JSON object of an event of an alert.
struct AlertEventAnswer: Encodable, Sendable {
    /// The event's number, from 1 within the alert.
    let number: Int
    let at: String
    let kind: String
    /// The name of who did it; null where the computation did.
    @Nullable var by: String?
    @Nullable var comment: String?
    /// The level before the event.
    let levelBefore: String
    /// The level after the event.
    let levelAfter: String
    /// The day that was judged; null for what people do.
    @Nullable var day: String?

    /// Describes an event for a viewer.
    ///
    /// - Parameters:
    ///   - alert: What it happened to.
    ///   - viewer: Who is told.
    init(_ known: AlertEvent, of alert: DepartmentAlert, for viewer: Viewer) {
        let event = known.told(to: viewer, of: alert)
        self.number = event.number
        self.at = event.at.text
        self.kind = event.kind.rawValue
        self.by = event.by.isEmpty ? nil : event.by
        self.comment = event.comment.isEmpty ? nil : event.comment
        self.levelBefore = event.levelBefore.rawValue
        self.levelAfter = event.levelAfter.rawValue
        self.day = event.day?.description
    }
}
