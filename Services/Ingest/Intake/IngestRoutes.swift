import Hummingbird
import Logging
import Messaging
import Runtime
import Web

/// The routes of Ingest and what they need.
struct IngestRoutes: Sendable {
    /// Recognises who sends a request.
    let visitors: Visitors
    /// Limits how much each visitor may send.
    let limits: VisitLimits
    let intake: Intake
    let publisher: any SubmissionPublisher
    /// Whom the ledger's questions are put to.
    var others: any Asking
    let logger: Logger
    var memory = RevisionMemory()
    var slots = BatchSlots()
    /// The executor that batches are treated on.
    var bench: any TaskExecutor = globalConcurrentExecutor

    /// The query parameters that each address takes; other addresses take none.
    static let parameters: [String: KnownParameters<WebContext>.Names] = [
        "/v1/declarations": ["dryRun", "state", "limit", "page"], "/v1/declarations/batch": ["dryRun", "source", "edition"],
        "/v1/declarations/{id}": ["receipt"], "/v1/exercise/declarations": ["dryRun"],
        "/v1/exercise/declarations/batch": ["dryRun", "source", "edition"], "/v1/exercise/declarations/{id}": ["receipt"],
    ]

    /// Returns the router of all routes, which also answers methods that an address does not take.
    func router() -> Router<WebContext> {
        let router = self.ownRouter()
        OtherMethods.answer(on: router)
        return router
    }

    /// Returns the router of all routes without the answers to methods that an address does not take.
    func ownRouter() -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        let contested = ContestedRoute(others: self.others, logger: self.logger)
        let standing = StandingRoute(mint: self.intake.mint, others: self.others, logger: self.logger)
        WebStack(visitors: self.visitors, limits: self.limits, parameters: Self.parameters, logger: self.logger).stand(before: router)
        router.get("/v1/declarations") { request, context in try await contested.answer(request, context) }
        for realm in [DeclarationRealm.usual, .exercise] {
            var intake = self.intake
            intake.realm = realm
            let declare = DeclareRoute(intake: intake, publisher: self.publisher, memory: self.memory, logger: self.logger)
            let batch = BatchRoute(
                limits: self.limits, intake: intake, publisher: self.publisher, memory: self.memory, slots: self.slots, bench: self.bench,
                logger: self.logger)
            router.post("\(realm.address)") { request, context in try await declare.answer(request, context) }
            router.post("\(realm.address)/batch") { request, context in try await batch.answer(request, context) }
            router.get("\(realm.address)/:id") { request, context in try await standing.answer(request, context) }
        }
        return router
    }
}
