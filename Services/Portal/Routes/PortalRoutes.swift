import HTTPTypes
import Hummingbird
import Logging
import Messaging
import Runtime

/// Everything that Portal answers.
struct PortalRoutes: Sendable {
    /// What is in force now; nothing before the first load.
    let reference: @Sendable () -> ReferenceSnapshot?
    let figures: any Figures
    let others: any Asking
    let hub: ChangeHub
    let assets: PageAssets
    let logger: Logger
    var changes = ChangeCounts()
    /// Asks for a key that is not known, and says whether it is known now.
    var learn: @Sendable (APIKey) async -> Bool = { _ in false }
    var clock = ZoneClock()

    /// The router of all routes.
    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
        PortalDoor(reference: self.reference, learn: self.learn, changes: self.changes, clock: self.clock, logger: self.logger).stand(before: router)
        PageRoutes(reference: self.reference, assets: self.assets).add(to: router)
        DepartmentRoutes(reference: self.reference, figures: self.figures, others: self.others, clock: self.clock).add(to: router)
        AlertRoutes(reference: self.reference, others: self.others, clock: self.clock).add(to: router)
        WatchRoutes(reference: self.reference, others: self.others, clock: self.clock).add(to: router)
        MapRoutes(reference: self.reference, others: self.others, clock: self.clock).add(to: router)
        TileRoutes(reference: self.reference, others: self.others, clock: self.clock).add(to: router)
        TileDescription(reference: self.reference, clock: self.clock).add(to: router)
        EventRoutes(reference: self.reference, hub: self.hub, clock: self.clock).add(to: router)
        // A stream has nothing to tell in advance but that it is one.
        let (reference, clock) = (self.reference, self.clock)
        router.head("/v1/events") { request, _ in
            _ = try Reading(request, reference(), clock)
            return Response(status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"])
        }
        OtherMethods.answer(on: router)
        return router
    }
}
