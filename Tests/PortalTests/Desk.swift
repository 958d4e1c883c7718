import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Mortality
import NIOCore
import Runtime

@testable import Portal

/// The routes of alerts and of watching behind their real router, with keys of their own and somebody who answers.
struct Desk: Sendable {
    /// 15 March 2020, noon in UTC.
    static let noon = Instant(microseconds: 1_584_273_600_000_000)

    /// May read and act everywhere; in the Morbihan; may only read; a commune's.
    let national = APIKey()
    let morbihan = APIKey()
    let reader = APIKey()
    let commune = APIKey()
    /// May act, and not read: which no key can that vigiectl made.
    let blind = APIKey()
    let stranger = APIKey()

    let others: Asked
    var isLoaded = true

    init(_ others: Asked = Asked(), isLoaded: Bool = true) {
        self.others = others
        self.isLoaded = isLoaded
    }

    /// Runs a test against the router.
    func open<Value: Sendable>(_ test: @escaping @Sendable (any TestClientProtocol) async throws -> Value) async throws -> Value {
        let logger = Logger(label: "portal", factory: { _ in SwiftLogNoOpLogHandler() })
        let reference = self.isLoaded ? try self.reference() : nil
        let clock = ZoneClock(now: { Self.noon })
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: ProblemMiddleware(logger: logger))
        AlertRoutes(reference: { reference }, others: self.others, clock: clock).add(to: router)
        WatchRoutes(reference: { reference }, others: self.others, clock: clock).add(to: router)
        OtherMethods.answer(on: router)
        return try await Application(router: router, logger: logger).test(.router, test)
    }

    private func reference() throws -> ReferenceSnapshot {
        func record(_ key: APIKey, _ reach: KeyRecord.Reach, mayRead: Bool = true, mayAlert: Bool = true) -> KeyRecord {
            KeyRecord(
                id: key.id, hash: key.hash, reach: reach, mayRead: mayRead, mayWrite: false, mayBackdate: false, mayAlert: mayAlert)
        }
        let department = KeyRecord.Reach.department(try Given.morbihan)
        return ReferenceSnapshot(
            version: 1, departments: [try Given.entry(names: ["Auray", "Lorient", "Vannes"])],
            keys: KeyRing([
                record(self.national, .all), record(self.morbihan, department), record(self.reader, department, mayAlert: false),
                record(self.commune, .commune(try Given.vannes)), record(self.blind, .all, mayRead: false),
            ]))
    }
}

extension TestClientProtocol {
    func get(_ uri: String, key: APIKey?) async throws -> TestResponse {
        var headers = HTTPFields()
        if let key { headers[.authorization] = "Bearer \(key.text)" }
        return try await self.execute(uri: uri, method: .get, headers: headers)
    }

    func post(_ uri: String, _ body: String, key: APIKey?, type: String = "application/json") async throws -> TestResponse {
        var headers: HTTPFields = [.contentType: type]
        if let key { headers[.authorization] = "Bearer \(key.text)" }
        return try await self.execute(uri: uri, method: .post, headers: headers, body: ByteBuffer(string: body))
    }
}

extension TestResponse {
    /// The body as text.
    var text: String { String(buffer: self.body) }

    /// The body as a JSON object.
    var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(self.body.readableBytesView))) as? [String: Any] ?? [:]
    }

    /// What a problem document says: its kind, and the field at fault.
    var problem: String {
        let json = self.json
        let type = (json["type"] as? String)?.replacing("/problems/", with: "") ?? "none"
        return (json["field"] as? String).map { "\(type) \($0)" } ?? type
    }
}
