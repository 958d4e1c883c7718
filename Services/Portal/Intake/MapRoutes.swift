import Contracts
import HTTPTypes
import Hummingbird
import Messaging
import Mortality
import Runtime
import Web

/// `…/map.svg`, `.png` and `.pdf` of `/v1/departments/{code}`, `/v1/regions/{code}` and `/v1/france`: pictures that
/// MapRendering draws.
struct MapRoutes: Sendable {
    let others: any Asking
    let trail: Trail
    let clock: ZoneClock

    func add(to router: Router<WebContext>) {
        for (form, format) in [("svg", Vigie_V1_PictureFormat.svg), ("png", .png), ("pdf", .pdf)] {
            router.get("/v1/departments/:code/map.\(form)") { request, context in
                let reading = try Reading(context, self.clock)
                let entry = try reading.department(context.parameters.get("code"))
                var question = Vigie_V1_RenderMapRequest()
                question.department = entry.code.text
                question.viewer = reading.viewer(of: entry.code).message
                question.day = try reading.day(request, "date", in: entry).daysSinceEpoch
                return try await self.map(question, format, request, context, reading)
            }
            router.get("/v1/regions/:code/map.\(form)") { request, context in
                let reading = try Reading(context, self.clock)
                guard let region = context.parameters.get("code").flatMap({ Region(code: $0) }), let first = region.departments.first else {
                    throw Problem.notFound("no region has this code")
                }
                guard region.departments.contains(where: reading.visitor.mayRead) else {
                    throw Problem.forbidden("you may not read region \(region.code)")
                }
                var question = Vigie_V1_RenderMapRequest()
                question.region = region.code
                question.day = try (reading.optionalDay(request, "date") ?? self.clock.today(in: first.zone)).daysSinceEpoch
                question.division = try Self.division(request)
                return try await self.map(question, format, request, context, reading)
            }
            router.get("/v1/france/map.\(form)") { request, context in
                let reading = try Reading(context, self.clock)
                var question = Vigie_V1_RenderMapRequest()
                question.france = true
                question.day = try (reading.optionalDay(request, "date") ?? self.clock.today(in: "Europe/Paris")).daysSinceEpoch
                question.division = try Self.division(request)
                return try await self.map(question, format, request, context, reading)
            }
        }
    }

    private static let fetchMode = HTTPField.Name("Sec-Fetch-Mode")

    /// Returns whether a person follows a link to the picture, rather than a page that shows it. A browser that does not say so is taken to be
    /// showing a page.
    private static func isTakenOut(_ request: Request) -> Bool {
        guard let mode = self.fetchMode.flatMap({ request.headers[$0] }) else { return PageAccess.isBrowser(request) }
        return mode == "navigate"
    }

    /// Returns the division of the map, which the parameter `by` names.
    static func division(_ request: Request) throws(Problem) -> Vigie_V1_MapDivision {
        switch request.uri.queryParameters["by"] {
        case nil: return .unspecified
        case "department": return .department
        case "commune": return .commune
        default: throw .notAdmitted(field: "by", reason: "not one of department, commune")
        }
    }

    private func map(
        _ asked: Vigie_V1_RenderMapRequest, _ format: Vigie_V1_PictureFormat, _ request: Request, _ context: WebContext, _ reading: Reading
    ) async throws -> Response {
        let name = request.uri.queryParameters["indicator"].map(String.init) ?? Indicator.deaths.rawValue
        guard let indicator = Indicator(rawValue: name) else {
            throw Problem.notAdmitted(field: "indicator", reason: "not one of \(Indicator.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        var question = asked
        question.indicator = indicator.message
        question.format = format
        // Without a size it is the usual one of its form.
        question.width = UInt32(try Reading.number(request, "width", default: 0, in: 320...4_000))
        question.height = UInt32(try Reading.number(request, "height", default: 0, in: 240...4_000))
        question.ifNoneMatch = request.headers[.ifNoneMatch].map(EntityTags.bounded) ?? ""
        let whole = question
        let reply = try await RPCProblem.telling {
            try await PictureReader(others: self.others, scope: reading.visitor.scope).picture(whole)
        }
        // Whoever keeps it asks each time whether it is still right.
        let headers: HTTPFields = [.eTag: "\"\(reply.etag)\"", .cacheControl: Keeping.figures, .vary: Keeping.whoAsks]
        if reply.notModified { return Response(status: .notModified, headers: headers) }
        // A page to print leaves the house, and so does a picture that is opened by itself or kept as a file; what pages show does not.
        if format == .pdf || Self.isTakenOut(request) { try await self.trail.takenOut(request.uri.path, by: context, request) }
        var all = headers
        all[.contentType] = reply.contentType
        return Response(status: .ok, headers: all, body: .init(byteBuffer: ByteBuffer(bytes: reply.body)))
    }
}
