import HTTPTypes
import Hummingbird
import Logging
import Messaging
import Mortality
import Runtime
import Web

/// `POST /v1/declarations`: 202 once the broker holds the declaration, and not before.
struct DeclareRoute: Sendable {
    let intake: Intake
    let publisher: any SubmissionPublisher
    let memory: RevisionMemory
    let logger: Logger

    func answer(_ request: Request, _ context: WebContext) async throws -> Response {
        let visit = try context.visit()
        guard visit.visitor.mayDeclare else { throw Problem.forbidden("you may only read") }
        let isDryRun = try DryRun.isAsked(by: request)
        let bytes = try await Body.read(request, types: ["application/json"], atMost: Intake.mostBytes)
        let submission: Submission
        do throws(Refusal) {
            submission = try self.intake.submission(in: bytes, range: 0..<bytes.count, from: visit)
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
                metadata: ["commune": "\(declaration.commune)", "error": "\(error)"])
            throw BrokerFailure.problem(error)
        }
        self.memory.remember(submission.key, submission.fingerprint)
        // One line a declaration at `info` would push what matters out of the kept logs.
        self.logger.debug(
            "declaration taken",
            metadata: [
                "commune": "\(declaration.commune)", "id": "\(declaration.id)",
                "revision": .stringConvertible(declaration.revision.number), "by": "\(visit.visitor.recordName)",
            ])
        let answer =
            "{\"id\":\"\(declaration.id)\",\"revision\":\(declaration.revision),\"receipt\":\"\(submission.receipt)\""
            + WarningList.json(submission.warnings, in: context.language) + "}\n"
        return Response(
            status: .accepted,
            headers: [
                .contentType: "application/json", .cacheControl: "no-store",
                .location: "\(self.intake.realm.address)/\(declaration.id)?receipt=\(submission.receipt)",
            ],
            body: .init(byteBuffer: ByteBuffer(string: answer)))
    }
}
