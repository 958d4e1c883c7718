import AsyncHTTPClient
import Formats
import French
import Logging
import Mortality
import NIOHTTP1
import OutgoingHTTP
import Runtime
import Web

/// Hands declarations to Ingest over HTTP.
struct IngestDoor: DeclarationDoor {
    private struct Answer: Sendable {
        let status: UInt
        let retryAfter: Int?
        let body: JSONValue?
    }

    private let http: OutgoingHTTP
    /// The address of Ingest or of the edge, without a slash at its end.
    private let address: String
    private let logger: Logger

    init(client: HTTPClient, address: String, logger: Logger) {
        // A declaration's standing with a thousand revisions is smaller.
        self.http = OutgoingHTTP(client: client, most: 1 << 20)
        self.address = address
        self.logger = logger
    }

    static func makeClient() -> HTTPClient { OutgoingHTTP.makeClient(connecting: 2, reading: 7) }

    func declare(_ declaration: Declaration, with token: String, in realm: DeclarationRealm) async -> DeclarationOutcome {
        let answer: Answer
        do {
            answer = try await self.ask(realm.address, token, sending: Self.json(declaration))
        } catch {
            return .closed(error as? DoorClosed ?? DoorClosed())
        }
        switch answer.status {
        case 202:
            guard let receipt = answer.body?.text("receipt") else { return .closed(DoorClosed()) }
            return .received(receipt: receipt)
        // A department that is paused or closed answers 409 too, of another type.
        case 409 where answer.body?.text("type") == "/problems/conflict": return .contradicted
        case 400...499 where ![401, 408, 429].contains(answer.status):
            let reason = answer.body?.text("reason") ?? answer.body?.text("detail") ?? answer.body?.text("title")
            return .refused(field: answer.body?.text("field"), reason: reason ?? "la déclaration n’est pas admise")
        default: return .closed(self.closed(answer))
        }
    }

    func standing(of id: DeclarationID, receipt: String?, with token: String, in realm: DeclarationRealm) async throws -> StandingDeclaration? {
        let answer = try await self.ask(PageAddress.text("\(realm.address)/\(id)", [("receipt", receipt ?? "")]), token, sending: nil)
        switch answer.status {
        case 200: return answer.body.flatMap { StandingDeclaration(json: $0) }
        case 404: return nil
        default: throw self.closed(answer)
        }
    }

    /// Returns the failure of an answer with which Ingest takes or tells nothing now.
    private func closed(_ answer: Answer) -> DoorClosed {
        self.logger.warning("Ingest takes nothing now", metadata: ["status": "\(answer.status)", "detail": "\(answer.body?.text("detail") ?? "")"])
        return DoorClosed(retryAfter: answer.retryAfter ?? 5, isTokenRefused: answer.status == 401)
    }

    /// Returns a declaration as the JSON that `POST /v1/declarations` takes.
    static func json(_ declaration: Declaration) -> String {
        var members = [
            "\"id\":\"\(declaration.id)\"", "\"revision\":\(declaration.revision)", "\"commune\":\"\(declaration.commune)\"",
            "\"occurredOn\":\"\(declaration.day)\"", "\"deaths\":\(declaration.deaths.number)",
        ]
        if let circumstances = declaration.circumstances {
            members += ["\"place\":\"\(circumstances.place.rawValue)\"", "\"cause\":\"\(circumstances.cause.rawValue)\""]
        }
        if declaration.isWithdrawn { members.append("\"withdrawn\":true") }
        if let reason = declaration.reason { members.append("\"reason\":\(JSONText.quote(reason.text))") }
        return "{\(members.joined(separator: ","))}"
    }

    /// Sends a request and returns the answer.
    ///
    /// - Throws: `DoorClosed` where nobody answered in time.
    private func ask(_ path: String, _ token: String, sending body: String?) async throws -> Answer {
        var headers = [("authorization", "Bearer \(token)"), ("accept", "application/json"), ("accept-language", "fr")]
        if let correlation = Correlation.current { headers.append(("traceparent", correlation.traceparent)) }
        if body != nil { headers.append(("content-type", "application/json")) }
        do {
            // A declaration is one however often it is handed on.
            let answer = try await self.http.send(body == nil ? .GET : .POST, self.address + path, headers: headers, body: body, isRepeatable: true)
            return Answer(
                status: answer.status, retryAfter: answer.headers.first(name: "retry-after").flatMap { Int($0) }, body: try? JSONReader.read(answer.body))
        } catch {
            self.logger.warning("Ingest did not answer", metadata: ["error": "\(error)"])
            throw DoorClosed()
        }
    }
}

extension StandingDeclaration {
    /// Reads the answer to `GET /v1/declarations/{id}`; `nil` for anything else.
    init?(json: JSONValue) {
        guard let id = json.text("id").flatMap({ try? DeclarationID($0) }), let commune = json.text("commune").flatMap({ try? CommuneCode($0) }),
            let state = json.text("state").flatMap(State.init(rawValue:)), let number = json.whole("revision"),
            case .array(let revisions)? = json.member("revisions")
        else { return nil }
        self.init(id: id, commune: commune, state: state, number: number, revisions: revisions.compactMap { Revision(json: $0) })
    }
}

extension StandingDeclaration.Revision {
    init?(json: JSONValue) {
        guard let number = json.whole("revision"), let state = json.text("state").flatMap(StandingDeclaration.State.init(rawValue:)) else { return nil }
        var content: StandingDeclaration.Content?
        if let day = json.text("occurredOn").flatMap({ try? CivilDay(iso: $0) }), let deaths = json.whole("deaths") {
            content = StandingDeclaration.Content(
                day: day, place: json.text("place").flatMap(Place.init(rawValue:)), cause: json.text("cause").flatMap(Cause.init(rawValue:)), deaths: deaths,
                isWithdrawn: json.member("withdrawn") == .boolean(true))
        }
        self.init(
            number: number, state: state, content: content, reason: json.text("reason"), refusal: json.text("refusal"),
            isOnBehalf: json.member("onBehalf") == .boolean(true), receivedAt: json.text("receivedAt").flatMap { Instant(rfc3339: $0) })
    }
}
