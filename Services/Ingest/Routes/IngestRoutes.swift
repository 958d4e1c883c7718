import Hummingbird
import Logging
import Messaging
import Runtime
import Web

/// Everything that Ingest answers.
struct IngestRoutes: Sendable {
    let doorkeeper: Doorkeeper
    let intake: Intake
    let publisher: any SubmissionPublisher
    let ledger: StandingRoute.Ledger
    let logger: Logger
    /// Asks for a key that is not known, and says whether it is known now.
    var learn: @Sendable (APIKey) async -> Bool = { _ in false }
    /// Tells what does not count.
    var contested: ContestedRoute.Ledger = { _, _, _ async throws(RPCFailure) in throw RPCFailure(.unavailable, "nobody was told whom to ask") }
    var memory = RevisionMemory()
    var slots = BatchSlots()
    /// What batches are treated on.
    var bench: any TaskExecutor = globalConcurrentExecutor

    /// The parameters that addresses take; the others take none.
    static let parameters: [String: KnownParameters<IngestContext>.Names] = [
        "/v1/declarations": ["dryRun", "state", "limit", "page"], "/v1/declarations/batch": ["dryRun", "source", "edition"],
        "/v1/declarations/{id}": ["receipt"],
    ]

    /// The router of all routes.
    func router() -> Router<IngestContext> {
        let router = Router(context: IngestContext.self, options: .autoGenerateHeadEndpoints)
        let declare = DeclareRoute(
            doorkeeper: self.doorkeeper, intake: self.intake, publisher: self.publisher, memory: self.memory, logger: self.logger)
        let batch = BatchRoute(
            doorkeeper: self.doorkeeper, intake: self.intake, publisher: self.publisher, memory: self.memory, slots: self.slots,
            bench: self.bench, logger: self.logger)
        let contested = ContestedRoute(doorkeeper: self.doorkeeper, ledger: self.contested, logger: self.logger)
        let standing = StandingRoute(doorkeeper: self.doorkeeper, mint: self.intake.mint, ledger: self.ledger, logger: self.logger)
        router.addMiddleware {
            CorrelationMiddleware()
            AnswerMetrics()
            ProblemMiddleware(logger: self.logger)
            LanguageMiddleware()
            FreshKeys(learn: self.learn)
            KnownParameters(Self.parameters)
        }
        router.post("/v1/declarations") { request, context in try await declare.answer(request, context) }
        router.get("/v1/declarations") { request, context in try await contested.answer(request, context) }
        router.post("/v1/declarations/batch") { request, context in try await batch.answer(request, context) }
        router.get("/v1/declarations/:id") { request, context in try await standing.answer(request, context) }
        OtherMethods.answer(on: router)
        return router
    }
}
