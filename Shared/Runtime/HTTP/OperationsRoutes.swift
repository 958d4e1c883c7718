import Formats
import HTTPTypes
public import Hummingbird

/// The routes `/healthz`, `/readyz` and `/metrics`, which are the same on every service.
public struct OperationsRoutes: Sendable {
    private let readiness: Readiness
    private let registry: PrometheusRegistry

    /// Answers with what readiness reports and the registry holds.
    public init(readiness: Readiness, registry: PrometheusRegistry = .process) {
        self.readiness = readiness
        self.registry = registry
    }

    /// Adds the three routes to a router.
    public func add(to router: some RouterMethods<some RequestContext>) {
        router.get("/healthz") { _, _ in
            Response(status: .ok, headers: [.contentType: "text/plain; charset=utf-8"], body: .init(byteBuffer: ByteBuffer(string: "ok\n")))
        }
        router.get("/readyz") { _, _ in
            let report = await self.readiness.report()
            return Response(
                status: report.isReady ? .ok : .serviceUnavailable, headers: [.contentType: "application/json"],
                body: .init(byteBuffer: ByteBuffer(string: Self.json(report))))
        }
        router.get("/metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: self.registry.text)))
        }
    }

    private static func json(_ report: Readiness.Report) -> String {
        let checks = report.names.map { name in "\(JSONText.quote(name)):\(JSONText.quote(report.absences[name] ?? "ok"))" }
        let notes = report.notes.sorted { $0.key < $1.key }.map { "\(JSONText.quote($0.key)):\(JSONText.quote($0.value))" }
        let told = notes.isEmpty ? "" : ",\"notes\":{\(notes.joined(separator: ","))}"
        return "{\"ready\":\(report.isReady),\"checks\":{\(checks.joined(separator: ","))}\(told)}\n"
    }
}
