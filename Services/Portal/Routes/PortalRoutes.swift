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
    var clock = ZoneClock()

    /// The router of all routes.
    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: ProblemMiddleware(logger: self.logger))
        PageRoutes(reference: self.reference, assets: self.assets).add(to: router)
        DepartmentRoutes(reference: self.reference, figures: self.figures, others: self.others, clock: self.clock).add(to: router)
        AlertRoutes(reference: self.reference, others: self.others, clock: self.clock).add(to: router)
        WatchRoutes(reference: self.reference, others: self.others, clock: self.clock).add(to: router)
        MapRoutes(reference: self.reference, others: self.others, clock: self.clock).add(to: router)
        TileRoutes(reference: self.reference, others: self.others, clock: self.clock).add(to: router)
        EventRoutes(reference: self.reference, hub: self.hub, clock: self.clock).add(to: router)
        OtherMethods.answer(on: router)
        return router
    }
}
