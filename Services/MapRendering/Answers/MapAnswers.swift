import Cartography
import Contracts
import Foundation
import Logging
import Messaging
import Mortality
import Runtime

/// Answers requests for pictures.
struct MapAnswers: Sendable {
    /// Looks up what is known of a department on a day, for an indicator.
    typealias Lookup = @Sendable (Territory, CivilDay, Indicator) throws -> Situation

    /// The most bytes of a picture in one reply; the rest is asked for from there. Replies have 4 MiB at most.
    static let portion = 3 << 20

    let atlas: @Sendable () -> Atlas?
    let situation: Lookup
    let board: DrawingBoard
    let tiles: TileBoard

    /// The methods.
    func router(logger: Logger) -> RPCRouter {
        var router = RPCRouter(logger: logger)
        router.on(MapRenderingMethods.renderMap) { request, caller in try await self.render(request, from: caller) }
        router.on(MapRenderingMethods.tile) { request, _ in try await self.tile(request) }
        return router
    }

    /// One vector tile. It shows nothing that is not public, so it is the same whoever asks.
    ///
    /// - Throws: `RPCFailure`: `not-found` for a tile that there is not, `unavailable` while shapes were never loaded.
    func tile(_ message: Vigie_V1_TileRequest) async throws -> Vigie_V1_TileReply {
        guard let tile = TileID(zoom: Int(message.zoom), x: Int(message.x), y: Int(message.y)) else {
            throw RPCFailure(.notFound, "there is no tile \(message.zoom)/\(message.x)/\(message.y)")
        }
        guard let atlas = self.atlas() else { throw RPCFailure(.unavailable, "the shapes are not loaded yet") }
        var reply = Vigie_V1_TileReply()
        reply.etag = TileBoard.tag(of: atlas)
        if message.ifNoneMatch == reply.etag {
            reply.notModified = true
        } else {
            reply.body = Data(try await self.tiles.tile(tile, of: atlas))
        }
        return reply
    }

    /// One picture.
    ///
    /// - Throws: `RPCFailure`: `invalid` and `denied` as the request is, `not-found` for a department that is not loaded,
    ///   `unavailable` while shapes or counts were never loaded.
    func render(_ message: Vigie_V1_RenderMapRequest, from caller: RPCRouter.Caller) async throws -> Vigie_V1_RenderMapReply {
        let request = try PictureRequest(message, from: caller)
        guard let atlas = self.atlas() else { throw RPCFailure(.unavailable, "the shapes are not loaded yet") }
        guard let territory = atlas.territories[request.department] else {
            throw RPCFailure(.notFound, "department \(request.department) is not loaded")
        }
        let contents = MapContents(
            territory: territory, day: request.day, indicator: request.indicator,
            situation: try self.situation(territory, request.day, request.indicator))
        let map = contents.choropleth
        let tag = EntityTag(of: map, request: request, atlas: atlas)
        var reply = Vigie_V1_RenderMapReply()
        reply.etag = tag.text
        reply.contentType = request.format.contentType
        if tag.matches(ifNoneMatch: message.ifNoneMatch) {
            reply.notModified = true
        } else if message.offset > 0, message.ifMatch != tag.text {
            reply.changed = true
        } else {
            let picture = try await self.board.draw(map, for: request, in: atlas, tag: tag)
            guard message.offset <= picture.count else { throw RPCFailure(.invalid, "offset: beyond the picture's \(picture.count) bytes") }
            reply.size = UInt32(clamping: picture.count)
            reply.body = Data(picture.dropFirst(Int(message.offset)).prefix(Self.portion))
        }
        return reply
    }
}
