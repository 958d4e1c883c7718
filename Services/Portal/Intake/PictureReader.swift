import Contracts
import Foundation
import Messaging
import Mortality
import Runtime

/// Fetches pictures from MapRendering, in portions where one is larger than a reply may be.
struct PictureReader: Sendable {
    /// Asks MapRendering for one portion.
    typealias Ask = @Sendable (Vigie_V1_RenderMapRequest) async throws -> Vigie_V1_RenderMapReply

    /// How often the reader begins again when the figures change between two portions.
    static let attempts = 3
    /// The most bytes of a picture, whatever MapRendering says its length is.
    static let largest = 64 << 20

    let ask: Ask

    init(ask: @escaping Ask) { self.ask = ask }

    init(others: any Asking, scope: Scope) {
        self.init { try await others.ask(MapRenderingMethods.renderMap, $0, scope: scope) }
    }

    /// Returns the whole picture, or the reply that the caller's copy is still right.
    ///
    /// - Throws: `RPCFailure`, as MapRendering says; `unavailable` when the portions never fit together.
    func picture(_ question: Vigie_V1_RenderMapRequest) async throws -> Vigie_V1_RenderMapReply {
        for _ in 0..<Self.attempts {
            var whole = try await self.ask(question)
            var isWhole = whole.notModified || whole.body.count >= Int(whole.size)
            while !isWhole {
                guard Int(whole.size) <= Self.largest else { throw RPCFailure(.unavailable, "a picture of \(whole.size) bytes is too large") }
                var next = question
                next.ifNoneMatch = ""
                next.offset = UInt32(clamping: whole.body.count)
                next.ifMatch = whole.etag
                let portion = try await self.ask(next)
                // The figures changed meanwhile, or another renderer draws otherwise.
                guard !portion.changed, portion.etag == whole.etag, !portion.body.isEmpty else { break }
                whole.body.append(portion.body)
                isWhole = whole.body.count >= Int(whole.size)
            }
            if isWhole { return whole }
        }
        throw RPCFailure(.unavailable, "the picture changed again and again while it was fetched")
    }
}
