import French
import HTTPTypes
import Hummingbird
import Logging
import Messaging
import Mortality
import Runtime

/// `POST /v1/declarations`: 202 once the broker holds the declaration, and not before.
struct DeclareRoute: Sendable {
    let doorkeeper: Doorkeeper
    let intake: Intake
    let publisher: any SubmissionPublisher
    let memory: RevisionMemory
    let logger: Logger

    func answer(_ request: Request, _ context: IngestContext) async throws -> Response {
        let visitor = try self.doorkeeper.admit(request)
        guard visitor.key.mayWrite else { throw Problem.forbidden("the key may only read") }
        let isDryRun = try DryRun.isAsked(by: request)
        let bytes = try await Body.read(request, types: ["application/json"], atMost: Intake.mostBytes)
        let submission: Submission
        do throws(Refusal) {
            submission = try self.intake.submission(in: bytes, range: 0..<bytes.count, from: visitor, correlation: context.correlation)
        } catch {
            throw error.problem
        }
        let declaration = submission.declaration
        if self.memory.contradicts(submission.key, submission.fingerprint) {
            throw Contradiction.problem(declaration, isOfEdition: false)
        }
        if isDryRun { return DryRun.answer(to: declaration) }
        if case .failure(let error)? = await self.publisher.publish(contentsOf: [submission.message]).first {
            self.logger.warning(
                "a declaration was not taken",
                metadata: ["correlation": "\(context.correlation)", "commune": "\(declaration.commune)", "error": "\(error)"])
            throw BrokerFailure.problem(error)
        }
        self.memory.remember(submission.key, submission.fingerprint)
        // One line a declaration at `info` would push what matters out of the kept logs.
        self.logger.debug(
            "declaration taken",
            metadata: [
                "correlation": "\(context.correlation)", "commune": "\(declaration.commune)", "id": "\(declaration.id)",
                "revision": .stringConvertible(declaration.revision.number), "key": "\(visitor.key.id)",
            ])
        let language = Language(acceptLanguage: request.headers[.acceptLanguage])
        let answer = "{\"id\":\"\(declaration.id)\",\"revision\":\(declaration.revision),\"receipt\":\"\(submission.receipt)\""
            + WarningList.json(submission.warnings, in: language) + "}\n"
        return Response(
            status: .accepted,
            headers: [
                .contentType: "application/json", .cacheControl: "no-store",
                .location: "/v1/declarations/\(declaration.id)?receipt=\(submission.receipt)",
            ],
            body: .init(byteBuffer: ByteBuffer(string: answer)))
    }
}
