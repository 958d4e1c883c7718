import HTTPTypes
import Hummingbird
import Mortality
import Runtime

/// `/v1/events`: tells open browsers what changed, as server-sent events.
struct EventRoutes: Sendable {
    let reference: ReferenceFeed
    let hub: ChangeHub
    let clock: ZoneClock

    private static let lastEventID = HTTPField.Name("Last-Event-ID")
    private static let accelBuffering = HTTPField.Name("X-Accel-Buffering")

    func add(to router: Router<BasicRequestContext>) {
        router.get("/v1/events") { request, _ in try await self.events(request) }
    }

    private func events(_ request: Request) async throws -> Response {
        let reading = try Reading(request, self.reference, self.clock)
        guard let code = request.uri.queryParameters["department"] else {
            throw Problem.notAdmitted(field: "department", reason: "required")
        }
        let department = try reading.department(String(code)).code
        let asked = Self.lastEventID.flatMap { request.headers[$0] }.map { EventID($0) }
        let listener: (id: UInt64, wakes: AsyncStream<Void>)
        do {
            listener = try await self.hub.listen()
        } catch {
            throw Problem.unavailable("as many browsers as are allowed are listening already", retryAfter: 10)
        }
        // Someone new hears what happens from now on. Someone who comes back hears what they missed, or must reload when
        // that is not known any more, or was another Portal's.
        let now = await self.hub.last
        let isOurs = asked.map { $0?.epoch == self.hub.epoch } ?? true
        let since = isOurs ? asked?.map(\.number) ?? now : now
        var headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
        if let name = Self.accelBuffering { headers[name] = "no" }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                var teller = EventTeller(hub: self.hub, department: department, since: since, mustReload: !isOurs)
                for await _ in listener.wakes {
                    do {
                        try await writer.write(ByteBuffer(string: try await teller.next()))
                    } catch {
                        // The browser has left.
                        break
                    }
                    // A burst is told together, a tenth of a second later.
                    try? await Task.sleep(for: .milliseconds(100))
                }
                await self.hub.leave(listener.id)
                try await writer.finish(nil)
            })
    }
}
