import Hummingbird
import Logging
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

    /// The parameters that addresses take; the others take none.
    static let parameters: [String: KnownParameters<IngestContext>.Names] = [
        "/v1/declarations": ["dryRun"], "/v1/declarations/batch": ["dryRun", "source", "edition"], "/v1/declarations/{id}": ["receipt"],
    ]

    /// The router of all routes.
    func router() -> Router<IngestContext> {
        let router = Router(context: IngestContext.self, options: .autoGenerateHeadEndpoints)
        let declare = DeclareRoute(doorkeeper: self.doorkeeper, intake: self.intake, publisher: self.publisher, logger: self.logger)
        let batch = BatchRoute(doorkeeper: self.doorkeeper, intake: self.intake, publisher: self.publisher, logger: self.logger)
        let standing = StandingRoute(doorkeeper: self.doorkeeper, mint: self.intake.mint, ledger: self.ledger, logger: self.logger)
        router.addMiddleware {
            CorrelationMiddleware()
            AnswerMetrics()
            ProblemMiddleware(logger: self.logger)
            FreshKeys(learn: self.learn)
            KnownParameters(Self.parameters)
        }
        router.post("/v1/declarations") { request, context in try await declare.answer(request, context) }
        router.post("/v1/declarations/batch") { request, context in try await batch.answer(request, context) }
        router.get("/v1/declarations/:id") { request, context in try await standing.answer(request, context) }
        OtherMethods.answer(on: router)
        return router
    }
}
