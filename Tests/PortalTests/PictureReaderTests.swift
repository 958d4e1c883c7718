import Answering
import Contracts
import Foundation
import Messaging
import Runtime
import Testing

@testable import Portal

struct PictureReaderTests {
    /// A picture of so many bytes, given in portions of ten; its tag changes at the questions named.
    private actor Renderer {
        private(set) var questions: [Vigie_V1_RenderMapRequest] = []
        private var tag = 0
        private let picture: Data
        private let changesAt: Set<Int>

        init(bytes: Int, changesAt: Set<Int> = []) {
            self.picture = Data((0..<bytes).map { UInt8(truncatingIfNeeded: $0) })
            self.changesAt = changesAt
        }

        func answer(_ question: Vigie_V1_RenderMapRequest) -> Vigie_V1_RenderMapReply {
            self.questions.append(question)
            if self.changesAt.contains(self.questions.count) { self.tag += 1 }
            var reply = Vigie_V1_RenderMapReply()
            reply.etag = "tag\(self.tag)"
            reply.size = UInt32(self.picture.count)
            if question.ifNoneMatch == reply.etag {
                reply.notModified = true
            } else if question.offset > 0, question.ifMatch != reply.etag {
                reply.changed = true
            } else {
                reply.body = Data(self.picture.dropFirst(Int(question.offset)).prefix(10))
            }
            return reply
        }
    }

    private static func read(_ renderer: Renderer, _ question: Vigie_V1_RenderMapRequest = .init()) async throws -> Vigie_V1_RenderMapReply {
        try await PictureReader { await renderer.answer($0) }.picture(question)
    }

    @Test(arguments: [(0, 1), (1, 1), (10, 1), (11, 2), (95, 10)])
    func portionsMakeAPicture(bytes: Int, questions: Int) async throws {
        let renderer = Renderer(bytes: bytes)
        let picture = try await Self.read(renderer)
        #expect(picture.body == Data((0..<bytes).map { UInt8(truncatingIfNeeded: $0) }))
        #expect(await renderer.questions.count == questions)
    }

    @Test func aPictureThatIsStillRightIsNotFetched() async throws {
        let renderer = Renderer(bytes: 95)
        var question = Vigie_V1_RenderMapRequest()
        question.ifNoneMatch = "tag0"
        let reply = try await Self.read(renderer, question)
        #expect(reply.notModified && reply.body.isEmpty)
        #expect(await renderer.questions.count == 1)
    }

    @Test func whatTheCallerHasIsNotAskedOfTheRest() async throws {
        let renderer = Renderer(bytes: 25)
        var question = Vigie_V1_RenderMapRequest()
        question.ifNoneMatch = "old"
        _ = try await Self.read(renderer, question)
        let questions = await renderer.questions
        #expect(questions.map(\.ifNoneMatch) == ["old", "", ""])
        #expect(questions.map(\.ifMatch) == ["", "tag0", "tag0"])
        #expect(questions.map(\.offset) == [0, 10, 20])
    }

    @Test func aPictureThatChangesIsFetchedAnew() async throws {
        let renderer = Renderer(bytes: 35, changesAt: [3])
        let picture = try await Self.read(renderer)
        #expect(picture.etag == "tag1" && picture.body.count == 35)
        #expect(await renderer.questions.count == 7)
    }

    @Test func aPictureThatNeverStaysIsUnavailable() async throws {
        let renderer = Renderer(bytes: 35, changesAt: [2, 4, 6, 8])
        let failure = await #expect(throws: RPCFailure.self) { try await Self.read(renderer) }
        #expect(failure?.status == .unavailable)
        #expect(await renderer.questions.count == 6)
    }

    @Test func aRendererThatLiesCannotKeepItAsking() async throws {
        let endless = PictureReader { _ in
            var reply = Vigie_V1_RenderMapReply()
            reply.size = .max
            reply.body = Data([1])
            return reply
        }
        await #expect(throws: RPCFailure.self) { try await endless.picture(.init()) }
        let empty = PictureReader { _ in
            var reply = Vigie_V1_RenderMapReply()
            reply.size = 100
            return reply
        }
        await #expect(throws: RPCFailure.self) { try await empty.picture(.init()) }
    }
}
