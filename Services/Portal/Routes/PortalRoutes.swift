import Hummingbird
import Logging
import Messaging
import Runtime

/// Everything that Portal answers.
struct PortalRoutes: Sendable {
    let reference: ReferenceFeed
    let counts: LiveCounts
    let assessments: LiveAssessments
    let client: RPCClient
    let hub: ChangeHub
    let libraries: BrowserLibraries
    let logger: Logger
    let clock = ZoneClock()

    /// The router of all routes.
    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: ProblemMiddleware(logger: self.logger))
        let reference = self.reference
        let snapshot: @Sendable () -> ReferenceSnapshot? = { reference.snapshot }
        PageRoutes(reference: snapshot, libraries: self.libraries).add(to: router)
        DepartmentRoutes(
            reference: reference, counts: self.counts, assessments: self.assessments, client: self.client, clock: self.clock
        ).add(to: router)
        AlertRoutes(reference: snapshot, others: self.client, clock: self.clock).add(to: router)
        WatchRoutes(reference: snapshot, others: self.client, clock: self.clock).add(to: router)
        MapRoutes(reference: reference, client: self.client, clock: self.clock).add(to: router)
        TileRoutes(reference: reference, client: self.client, clock: self.clock).add(to: router)
        EventRoutes(reference: reference, hub: self.hub, clock: self.clock).add(to: router)
        OtherMethods.answer(on: router)
        return router
    }
}
