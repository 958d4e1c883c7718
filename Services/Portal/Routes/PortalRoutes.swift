import HTTPTypes
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
    var changes = ChangeCounts()
    /// Asks for a key that is not known, and says whether it is known now.
    var learn: @Sendable (APIKey) async -> Bool = { _ in false }
    let clock = ZoneClock()

    /// The router of all routes.
    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
        let reference = self.reference
        let snapshot: @Sendable () -> ReferenceSnapshot? = { reference.snapshot }
        PortalDoor(reference: snapshot, learn: self.learn, changes: self.changes, clock: self.clock, logger: self.logger).stand(before: router)
        PageRoutes(reference: snapshot, libraries: self.libraries).add(to: router)
        DepartmentRoutes(
            reference: reference, counts: self.counts, assessments: self.assessments, client: self.client, clock: self.clock
        ).add(to: router)
        AlertRoutes(reference: snapshot, others: self.client, clock: self.clock).add(to: router)
        WatchRoutes(reference: snapshot, others: self.client, clock: self.clock).add(to: router)
        MapRoutes(reference: reference, client: self.client, clock: self.clock).add(to: router)
        TileRoutes(reference: reference, client: self.client, clock: self.clock).add(to: router)
        TileDescription(reference: snapshot, clock: self.clock).add(to: router)
        EventRoutes(reference: reference, hub: self.hub, clock: self.clock).add(to: router)
        // A stream has nothing to tell in advance but that it is one.
        router.head("/v1/events") { request, _ in
            _ = try Reading(request, snapshot(), self.clock)
            return Response(status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"])
        }
        OtherMethods.answer(on: router)
        return router
    }
}
