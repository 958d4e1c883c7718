import HTTPTypes
import Hummingbird
import Logging
import Messaging
import Mortality
import Runtime

/// `POST /v1/declarations`: 202 once the broker holds the declaration, and not before.
struct DeclareRoute: Sendable {
    static let bodyLimit = 16 << 10

    let doorkeeper: Doorkeeper
    let intake: Intake
    let publisher: any SubmissionPublisher
    let logger: Logger

    func answer(_ request: Request, _ context: IngestContext) async throws -> Response {
        let visitor = try self.doorkeeper.admit(request)
        guard visitor.key.mayWrite else { throw Problem.forbidden("the key may only read") }
        let isDryRun = try DryRun.isAsked(by: request)
        let bytes = try await Body.read(request, types: ["application/json"], atMost: Self.bodyLimit)
        let submission: Submission
        do throws(Refusal) {
            submission = try self.intake.submission(in: bytes, range: 0..<bytes.count, from: visitor, correlation: context.correlation)
        } catch {
            throw error.problem
        }
        let declaration = submission.declaration
        if isDryRun { return DryRun.answer(to: declaration) }
        if case .failure(let error)? = await self.publisher.publish(contentsOf: [submission.message]).first {
            self.logger.warning(
                "a declaration was not taken",
                metadata: ["correlation": "\(context.correlation)", "commune": "\(declaration.commune)", "error": "\(error)"])
            throw BrokerFailure.problem(error)
        }
        // One line a declaration at `info` would push what matters out of the kept logs.
        self.logger.debug(
            "declaration taken",
            metadata: [
                "correlation": "\(context.correlation)", "commune": "\(declaration.commune)", "id": "\(declaration.id)",
                "revision": .stringConvertible(declaration.revision.number), "key": "\(visitor.key.id)",
            ])
        let answer = "{\"id\":\"\(declaration.id)\",\"revision\":\(declaration.revision),\"receipt\":\"\(submission.receipt)\"}\n"
        return Response(
            status: .accepted, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: answer)))
    }
}
