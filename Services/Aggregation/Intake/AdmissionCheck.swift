import Mortality
import Runtime

/// Admits declarations a second time, behind Ingest: a message may come from elsewhere, or from a faulty release.
struct AdmissionCheck: Sendable {
    let clock: ZoneClock

    /// Why the declaration's day is not admitted; `nil` when it is.
    ///
    /// The day is judged as of its reception, however long the message waited, so that a copy of it years later is judged
    /// the same. A reception that lies in the future by more than a day is no reception, and now is taken instead.
    func refusal(of declaration: Declaration, receivedAt: Instant, mayBackdate: Bool) -> String? {
        let now = self.clock.instant
        let instant = receivedAt <= now + Self.day ? receivedAt : now
        let admission = Admission(today: self.clock.day(of: instant, in: declaration.commune.zone), mayBackdate: mayBackdate)
        do throws(Rejection) {
            try admission.check(declaration.day)
            return nil
        } catch {
            return error.description
        }
    }

    private static let day = Duration.seconds(86_400)
}
