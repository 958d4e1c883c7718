import Contracts
import HTTPTypes
import Hummingbird
import Logging
import Messaging
import Mortality
import Runtime
import Web

/// `GET /v1/declarations/{id}`: answers what the ledger says of a declaration, or that the declaration is on its way.
struct StandingRoute: Sendable {
    let mint: ReceiptMint
    let others: any Asking
    let logger: Logger

    func answer(_ request: Request, _ context: WebContext) async throws -> Response {
        let visit = try context.visit()
        let unknown = Problem.notFound(
            request.uri.queryParameters["receipt"] == nil
                ? "there is no such declaration within your reach, or it is still on its way: with ?receipt= the receipt of the 202 tells"
                : "there is no such declaration within your reach")
        guard let id = context.parameters.get("id").flatMap({ try? DeclarationID($0) }) else { throw unknown }
        let receipt = request.uri.queryParameters["receipt"].flatMap { self.mint.receipt(String($0), for: id) }
        if let receipt, !visit.reaches(receipt.commune) { throw unknown }
        var question = Vigie_V1_DeclarationStatusRequest()
        question.id = .init(id.bytes)
        question.commune = receipt?.commune.text ?? ""
        let known: [Vigie_V1_DeclarationStatus]
        do {
            known = try await self.others.ask(AggregationMethods.declarationStatus, question, scope: visit.declaringScope).declarations
        } catch {
            // A receipt is given only once the broker holds the declaration: without the ledger that is still true.
            guard receipt != nil, error.status == .unavailable else { throw self.problem(error, unknown) }
            known = []
        }
        let visible = known.filter { status in (try? CommuneCode(status.commune)).map(visit.reaches) ?? false }
        let latest = visible.max { Self.recordedAt($0) < Self.recordedAt($1) }
        guard let answer = try StandingAnswer(id: id, ledger: latest, receipt: receipt) else { throw unknown }
        var response = try context.responseEncoder.encode(answer, from: request, context: context)
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private static func recordedAt(_ status: Vigie_V1_DeclarationStatus) -> Int64 { status.revisions.map(\.recordedAtUs).max() ?? 0 }

    private func problem(_ failure: RPCFailure, _ unknown: Problem) -> Problem {
        switch failure.status {
        case .notFound, .denied: return unknown
        case .ok, .invalid, .unavailable:
            self.logger.warning("the ledger did not answer", metadata: ["error": "\(failure)"])
            return .unavailable("the ledger cannot be asked now")
        }
    }
}
