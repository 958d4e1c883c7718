import Cartography
import Contracts
import Messaging
import Runtime
import Testing

@testable import MapRendering

@Suite struct TileAnswersTests {
    private static func request(_ zoom: UInt32, _ x: UInt32, _ y: UInt32, ifNoneMatch: String = "") -> Vigie_V1_TileRequest {
        var request = Vigie_V1_TileRequest()
        request.zoom = zoom
        request.x = x
        request.y = y
        request.ifNoneMatch = ifNoneMatch
        return request
    }

    @Test func aTileComesOnceThenItsTagIsEnough() async throws {
        let answers = try Given.answers(version: 7)
        // The tile of zoom 0 holds the whole world.
        let reply = try await answers.tile(Self.request(0, 0, 0))
        #expect(reply.body.starts(with: [0x1F, 0x8B]))
        #expect(!reply.notModified)
        let again = try await answers.tile(Self.request(0, 0, 0, ifNoneMatch: reply.etag))
        #expect(again.notModified && again.body.isEmpty)
        // Another import has another tag.
        let other = try await Given.answers(version: 8).tile(Self.request(0, 0, 0, ifNoneMatch: reply.etag))
        #expect(!other.notModified && other.etag != reply.etag)
    }

    @Test(arguments: [(13, 0, 0), (2, 4, 0), (2, 0, 4), (UInt32.max, UInt32.max, UInt32.max)] as [(UInt32, UInt32, UInt32)])
    func whatIsNoTileIsNotFound(zoom: UInt32, x: UInt32, y: UInt32) async throws {
        let answers = try Given.answers()
        let failure = await #expect(throws: RPCFailure.self) { try await answers.tile(Self.request(zoom, x, y)) }
        #expect(failure?.status == .notFound)
    }

    @Test func withoutShapesNothingIsKnown() async throws {
        let answers = try Given.answers(isLoaded: false)
        let failure = await #expect(throws: RPCFailure.self) { try await answers.tile(Self.request(0, 0, 0)) }
        #expect(failure?.status == .unavailable)
    }

    @Test func whereNothingLiesTheBodyIsEmpty() async throws {
        let reply = try await Given.answers().tile(Self.request(8, 0, 0))
        #expect(reply.body.isEmpty && !reply.etag.isEmpty)
    }
}
