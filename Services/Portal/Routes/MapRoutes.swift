import Contracts
import HTTPTypes
import Hummingbird
import Messaging
import Mortality
import Runtime

/// `/v1/departments/{code}/map.svg`, `.png` and `.pdf`: pictures that MapRendering draws.
struct MapRoutes: Sendable {
    let reference: ReferenceFeed
    let client: RPCClient
    let clock: ZoneClock

    func add(to router: Router<BasicRequestContext>) {
        for (form, format) in [("svg", Vigie_V1_PictureFormat.svg), ("png", .png), ("pdf", .pdf)] {
            router.get("/v1/departments/:code/map.\(form)") { request, context in try await self.map(format, request, context) }
        }
    }

    private func map(_ format: Vigie_V1_PictureFormat, _ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let reading = try Reading(request, self.reference, self.clock)
        let entry = try reading.department(context.parameters.get("code"))
        let name = request.uri.queryParameters["indicator"].map(String.init) ?? Indicator.deaths.rawValue
        guard let indicator = Indicator(rawValue: name) else {
            throw Problem.notAdmitted(field: "indicator", reason: "not one of \(Indicator.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        var question = Vigie_V1_RenderMapRequest()
        question.department = entry.code.text
        question.day = try reading.day(request, "date", in: entry).daysSinceEpoch
        question.indicator = indicator.message
        question.format = format
        // Without a size it is the usual one of its form.
        question.width = UInt32(try Reading.number(request, "width", default: 0, in: 320...4_000))
        question.height = UInt32(try Reading.number(request, "height", default: 0, in: 240...4_000))
        question.ifNoneMatch = request.headers[.ifNoneMatch].map(EntityTags.first) ?? ""
        let asked = question
        let reply = try await RPCProblem.telling {
            try await PictureReader(client: self.client, scope: reading.scope).picture(asked)
        }
        // Whoever keeps it asks each time whether it is still right.
        let headers: HTTPFields = [.eTag: "\"\(reply.etag)\"", .cacheControl: "private, no-cache", .vary: "Authorization"]
        if reply.notModified { return Response(status: .notModified, headers: headers) }
        var all = headers
        all[.contentType] = reply.contentType
        return Response(status: .ok, headers: all, body: .init(byteBuffer: ByteBuffer(bytes: reply.body)))
    }
}
