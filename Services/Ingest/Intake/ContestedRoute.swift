import Accounts
import Contracts
import Formats
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Messaging
import Mortality
import Runtime
import Web

/// `GET /v1/declarations?state=conflict|refused`: what was received within the visitor's reach and does not count, newest first, in
/// pages.
struct ContestedRoute: Sendable {
    static let mostRows = 500

    let others: any Asking
    let logger: Logger

    func answer(_ request: Request, _ context: WebContext) async throws -> Response {
        let visit = try context.visit()
        guard let reach = visit.visitor.reach else { throw Problem.forbidden("declarations are read with a key or a token") }
        var question = try Self.question(request)
        switch reach {
        case .all: break
        case .department(let department): question.department = department.text
        case .commune(let commune):
            question.department = commune.department.text
            question.commune = commune.text
        }
        let reply: Vigie_V1_ContestedDeclarationsReply
        do {
            reply = try await self.others.ask(AggregationMethods.contestedDeclarations, question, scope: visit.declaringScope)
        } catch {
            if error.status == .invalid { throw Problem.notAdmitted(field: "page", reason: "not a page of ours") }
            self.logger.warning("the ledger did not answer", metadata: ["error": "\(error)"])
            throw Problem.unavailable("the ledger cannot be asked now")
        }
        // What they do not reach is told to nobody, whatever the ledger answers.
        let visible = reply.declarations.filter { record in (try? CommuneCode(record.declaration.commune)).map(visit.reaches) ?? false }
        let answer = try ContestedAnswer(
            declarations: visible.map { record throws(ContractError) in try ContestedDeclaration(record) },
            next: reply.nextToken.isEmpty ? nil : Base64URL.encode(reply.nextToken))
        var response = try context.responseEncoder.encode(answer, from: request, context: context)
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private static func question(_ request: Request) throws(Problem) -> Vigie_V1_ContestedDeclarationsRequest {
        let parameters = request.uri.queryParameters
        var question = Vigie_V1_ContestedDeclarationsRequest()
        switch parameters["state"].map(String.init) {
        case "conflict": question.state = .conflict
        case "refused": question.state = .refused
        case nil: throw .notAdmitted(field: "state", reason: "required")
        default: throw .notAdmitted(field: "state", reason: "not one of conflict, refused")
        }
        question.limit = 100
        if let text = parameters["limit"].map(String.init) {
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let limit = UInt32(text), (1...UInt32(Self.mostRows)).contains(limit) else {
                throw .notAdmitted(field: "limit", reason: "not a whole number from 1 to 500")
            }
            question.limit = limit
        }
        if let text = parameters["page"] {
            guard let token = Base64URL.decode(String(text)), !token.isEmpty else { throw .notAdmitted(field: "page", reason: "not a page of ours") }
            question.setPageToken(token)
        }
        return question
    }
}
