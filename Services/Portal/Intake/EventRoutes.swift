import HTTPTypes
import Hummingbird
import Mortality
import Runtime
import Web

/// `/v1/events`: tells open browsers what changed in one or several departments, as server-sent events.
struct EventRoutes: Sendable {
    /// Knows who listens; asked again while they do.
    let visitors: Visitors
    let hub: ChangeHub
    let clock: ZoneClock

    private static let lastEventID = HTTPField.Name("Last-Event-ID")
    private static let accelBuffering = HTTPField.Name("X-Accel-Buffering")

    func add(to router: Router<WebContext>) {
        router.get("/v1/events") { request, context in try self.events(request, context) }
    }

    private func events(_ request: Request, _ context: WebContext) throws -> Response {
        let reading = try Reading(context, self.clock)
        let departments = try Self.departments(request, reading)
        let asked = Self.lastEventID.flatMap { request.headers[$0] }.map { EventID($0) }
        let seat: ChangeHub.Seat
        do {
            seat = try self.hub.listen(to: departments, name: reading.visitor.limitName)
        } catch {
            throw Problem.unavailable("as many browsers as are allowed are listening already", retryAfter: 10)
        }
        // Someone new hears what happens from now on. Someone who comes back hears what they missed, or must reload when
        // that is not known any more, or was another Portal's.
        let isOurs = asked.map { $0?.epoch == self.hub.epoch } ?? true
        let since = isOurs ? asked?.map(\.number) ?? seat.since : seat.since
        var headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
        if let name = Self.accelBuffering { headers[name] = "no" }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                var teller = EventTeller(hub: self.hub, departments: departments, since: since, mustReload: !isOurs)
                for await _ in seat.wakes {
                    // Who was shut out since, or reaches less far, hears nothing more.
                    guard await self.mayListen(request, departments) else { break }
                    do {
                        try await writer.write(ByteBuffer(string: try teller.next()))
                    } catch {
                        // The browser has left.
                        break
                    }
                    // A burst is told together, a tenth of a second later.
                    try? await Task.sleep(for: .milliseconds(100))
                }
                try await writer.finish(nil)
            })
    }

    /// Returns the departments that a request names and may read.
    ///
    /// - Throws: `Problem`: 422 without a department, else as for every department.
    private static func departments(_ request: Request, _ reading: Reading) throws(Problem) -> Set<DepartmentCode> {
        var departments: Set<DepartmentCode> = []
        for code in request.uri.queryParameters[values: "department"] { departments.insert(try reading.department(String(code)).code) }
        guard !departments.isEmpty else { throw .notAdmitted(field: "department", reason: "required") }
        return departments
    }

    private func mayListen(_ request: Request, _ departments: Set<DepartmentCode>) async -> Bool {
        guard let visitor = await self.visitors.arrival(of: request).visitor else { return false }
        return departments.allSatisfy(visitor.mayRead)
    }
}
