import Hummingbird
import Logging
import Runtime
import Web

/// What every request to Portal passes, from the outside in: it is counted, its errors are told, its caller is held to limits
/// and known, its parameters are, and its answer gets the form that the client takes.
struct PortalDoor: Sendable {
    /// What is in force now; nothing before the first load.
    let reference: @Sendable () -> ReferenceSnapshot?
    /// Asks for a key that is not known, and says whether it is known now.
    let learn: @Sendable (APIKey) async -> Bool
    let changes: ChangeCounts
    let clock: ZoneClock
    let logger: Logger

    /// Puts all that before the routes that are added to a router from now on.
    func stand(before router: Router<BasicRequestContext>) {
        let reference = self.reference
        router.addMiddleware {
            AnswerMetrics()
            ProblemMiddleware(logger: self.logger)
            CallerLimits(keys: { reference()?.keys }, clock: self.clock)
            FreshKeys(learn: self.learn)
            KnownParameters(KnownQueries.addresses)
            Representation()
            KeptFigures(reference: reference, changes: self.changes)
            PictureLimits(keys: { reference()?.keys }, clock: self.clock)
        }
    }
}
