import Cartography
import Contracts
import Formats
import Foundation
import Logging
import Messaging
import Mortality
import Runtime

/// Answers requests for pictures and tiles.
struct MapAnswers: Sendable {
    /// Looks up what is known of departments and may be told of them, for a picture.
    typealias Lookup = @Sendable ([MappedDepartment], PictureRequest) async throws -> [DepartmentCode: Situation]

    /// The most bytes of a picture in one reply, which is at most 4 MiB; the caller asks for the rest from there.
    static let portion = 3 << 20

    let atlas: @Sendable () -> Atlas?
    let situations: Lookup
    let board: DrawingBoard
    let tiles: TileBoard

    /// Returns a router of the methods of ``MapRenderingMethods``.
    func router(logger: Logger) -> RPCRouter {
        var router = RPCRouter(logger: logger)
        router.on(MapRenderingMethods.renderMap) { request, caller in try await self.render(request, from: caller) }
        router.on(MapRenderingMethods.tile) { request, _ in try await self.tile(request) }
        return router
    }

    /// Answers with one vector tile. It shows nothing that is not public, so everybody gets the same.
    ///
    /// - Throws: `RPCFailure`: `not-found` for a tile that does not exist, `unavailable` while no shapes were loaded.
    func tile(_ message: Vigie_V1_TileRequest) async throws -> Vigie_V1_TileReply {
        guard let tile = TileID(zoom: Int(message.zoom), x: Int(message.x), y: Int(message.y)) else {
            throw RPCFailure(.notFound, "there is no tile \(message.zoom)/\(message.x)/\(message.y)")
        }
        guard let atlas = self.atlas() else { throw RPCFailure(.unavailable, "the shapes are not loaded yet") }
        var reply = Vigie_V1_TileReply()
        reply.etag = TileBoard.tag(of: atlas)
        if IfNoneMatch(message.ifNoneMatch).matches(reply.etag) {
            reply.notModified = true
        } else {
            reply.body = Data(try await self.tiles.tile(tile, of: atlas))
        }
        return reply
    }

    /// Answers with one picture.
    ///
    /// - Throws: `RPCFailure`: `invalid` and `denied` as the request is, `not-found` for a department that is not loaded, `unavailable` while no
    ///   shapes or counts were loaded, or when older days cannot be had.
    func render(_ message: Vigie_V1_RenderMapRequest, from caller: RPCRouter.Caller) async throws -> Vigie_V1_RenderMapReply {
        let request = try PictureRequest(message, from: caller)
        guard let atlas = self.atlas() else { throw RPCFailure(.unavailable, "the shapes are not loaded yet") }
        let (map, extent) = try await self.map(for: request, from: caller, in: atlas)
        let tag = EntityTag(of: map, request: request, areas: Self.areas(of: extent, in: atlas), version: atlas.version)
        var reply = Vigie_V1_RenderMapReply()
        reply.etag = tag.text
        reply.contentType = request.format.contentType
        if tag.matches(ifNoneMatch: message.ifNoneMatch) {
            reply.notModified = true
        } else if message.offset > 0, message.ifMatch != tag.text {
            reply.changed = true
        } else {
            let picture = try await self.board.draw(map, of: extent, for: request, in: atlas, tag: tag)
            guard message.offset <= picture.count else { throw RPCFailure(.invalid, "offset: beyond the picture's \(picture.count) bytes") }
            reply.size = UInt32(clamping: picture.count)
            reply.body = Data(picture.dropFirst(Int(message.offset)).prefix(Self.portion))
        }
        return reply
    }

    /// Returns what the map of a request says, and what it covers.
    private func map(for request: PictureRequest, from caller: RPCRouter.Caller, in atlas: Atlas) async throws -> (Choropleth, Extent) {
        let territories = request.subject.departments.filter { caller.scope.contains($0) }.compactMap { atlas.territories[$0] }
        let extent = Extent(subject: request.subject, division: request.division, watched: Set(territories.map(\.code)))
        if case .department(let code) = request.subject, territories.isEmpty { throw RPCFailure(.notFound, "department \(code) is not loaded") }
        let situations = try await self.situations(territories, request)
        let parts = territories.map { WideContents.Part(territory: $0, situation: situations[$0.code] ?? Situation()) }
        if case .department = request.subject, let part = parts.first {
            let contents = MapContents(territory: part.territory, day: request.day, indicator: request.indicator, situation: part.situation)
            return (contents.choropleth, extent)
        }
        let contents = WideContents(
            subject: request.subject, division: request.division, day: request.day, indicator: request.indicator, parts: parts,
            unwatched: extent.unwatched(in: atlas), hasWords: request.format == .svg)
        return (contents.choropleth, extent)
    }

    /// Returns everything that a map may show, in order.
    private static func areas(of extent: Extent, in atlas: Atlas) -> [AreaCode] {
        extent.subject.departments.flatMap { code -> [AreaCode] in
            guard extent.division == .communes, extent.watched.contains(code) else { return [.department(code)] }
            return (atlas.territories[code]?.communes ?? []).map { .commune($0.code) }
        }
    }
}
