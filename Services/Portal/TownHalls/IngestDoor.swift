import AsyncHTTPClient
import Formats
import French
import Logging
import Mortality
import NIOCore
import NIOHTTP1
import Runtime

/// Hands declarations to Ingest over HTTP. Each question has a deadline as a whole, and each answer a bound.
struct IngestDoor: DeclarationDoor {
    static let patience: Duration = .seconds(8)
    /// A declaration's standing with a thousand revisions is smaller.
    static let most = 1 << 20

    private struct Answer: Sendable {
        let status: UInt
        let retryAfter: Int?
        let body: JSONValue?
    }

    let client: HTTPClient
    /// Ingest's address, or the edge's, without a slash at its end.
    let address: String
    let logger: Logger

    static func makeClient() -> HTTPClient {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout = .init(connect: .seconds(2), read: .seconds(7))
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func declare(_ declaration: Declaration, with token: String, in realm: DeclarationAddress) async -> DeclarationOutcome {
        let answer: Answer
        do {
            answer = try await self.ask(realm.rawValue, token, sending: Self.json(declaration))
        } catch {
            return .closed(error as? DoorClosed ?? DoorClosed())
        }
        switch answer.status {
        case 202:
            guard let receipt = answer.body?.text("receipt") else { return .closed(DoorClosed()) }
            return .received(receipt: receipt)
        // A department that is paused or closed answers 409 too, of another type.
        case 409 where answer.body?.text("type") == "/problems/conflict": return .contradicted
        case 400...499 where answer.status != 408 && answer.status != 429:
            let reason = answer.body?.text("reason") ?? answer.body?.text("detail") ?? answer.body?.text("title")
            return .refused(field: answer.body?.text("field"), reason: reason ?? "la déclaration n’est pas admise")
        default: return .closed(DoorClosed(retryAfter: answer.retryAfter ?? 5))
        }
    }

    func standing(of id: DeclarationID, receipt: String?, with token: String, in realm: DeclarationAddress) async throws -> StandingDeclaration? {
        let answer = try await self.ask(PageAddress.text("\(realm.rawValue)/\(id)", [("receipt", receipt ?? "")]), token, sending: nil)
        switch answer.status {
        case 200: return answer.body.flatMap { StandingDeclaration(json: $0) }
        case 404: return nil
        default: throw DoorClosed(retryAfter: answer.retryAfter ?? 5)
        }
    }

    /// A declaration as the address takes it.
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

    /// - Throws: `DoorClosed` where nobody answered in time.
    private func ask(_ path: String, _ token: String, sending body: String?) async throws -> Answer {
        var request = HTTPClientRequest(url: self.address + path)
        request.method = body == nil ? .GET : .POST
        request.headers.add(name: "authorization", value: "Bearer \(token)")
        request.headers.add(name: "accept", value: "application/json")
        request.headers.add(name: "accept-language", value: "fr")
        if let correlation = Correlation.current { request.headers.add(name: "traceparent", value: correlation.traceparent) }
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        let (asked, client) = (request, self.client)
        do {
            return try await withThrowingTaskGroup(of: Answer?.self) { group in
                group.addTask {
                    let response = try await client.execute(asked, timeout: .seconds(8))
                    let bytes = try await response.body.collect(upTo: Self.most)
                    return Answer(
                        status: response.status.code, retryAfter: response.headers.first(name: "retry-after").flatMap { Int($0) },
                        body: try? JSONReader.read(Array(bytes.readableBytesView)))
                }
                group.addTask {
                    try await Task.sleep(for: Self.patience)
                    return nil
                }
                defer { group.cancelAll() }
                guard case .some(.some(let answer)) = try await group.next() else { throw DoorClosed() }
                return answer
            }
        } catch {
            self.logger.warning("Ingest did not answer", metadata: ["error": "\(error)"])
            throw DoorClosed()
        }
    }
}

extension StandingDeclaration {
    /// Reads what `GET /v1/declarations/{id}` answers; nothing where it is not that.
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

extension JSONValue {
    /// A member of an object; nothing where there is none, or this is no object.
    func member(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    func text(_ name: String) -> String? {
        guard case .string(let text)? = self.member(name) else { return nil }
        return text
    }

    func whole(_ name: String) -> Int? {
        guard case .integer(let number)? = self.member(name) else { return nil }
        return number
    }
}
