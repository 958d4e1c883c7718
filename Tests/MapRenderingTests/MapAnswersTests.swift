import Contracts
import Formats
import Foundation
import Messaging
import Mortality
import Runtime
import Testing

@testable import MapRendering

struct MapAnswersTests {
    @Test(arguments: Indicator.allCases, [Vigie_V1_PictureFormat.svg, .png, .pdf])
    func everyIndicatorIsDrawn(indicator: Indicator, format: Vigie_V1_PictureFormat) async throws {
        let answers = try Given.answers()
        let reply = try await answers.render(try Given.request(indicator, format), from: Given.everybody)
        #expect(!reply.notModified)
        #expect(reply.etag.count == 32)
        if format == .svg {
            #expect(reply.contentType == "image/svg+xml")
            let text = String(decoding: reply.body, as: UTF8.self)
            for number in 1...6 { #expect(text.contains("id=\"c5600\(number)\"")) }
            #expect(text.contains("data-indicator=\"\(indicator.rawValue)\""))
        } else if format == .pdf {
            #expect(reply.contentType == "application/pdf")
            #expect(reply.body.starts(with: Array("%PDF-1.".utf8)))
        } else {
            #expect(reply.contentType == "image/png")
            #expect(reply.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        }
        #expect(Int(reply.size) == reply.body.count)
    }

    @Test func aPictureIsReadOnFromAnyByte() async throws {
        let answers = try Given.answers()
        var request = try Given.request()
        let whole = try await answers.render(request, from: Given.everybody)
        request.ifMatch = whole.etag
        for offset in [1, 1_000, whole.body.count - 1, whole.body.count] {
            request.offset = UInt32(offset)
            let rest = try await answers.render(request, from: Given.everybody)
            #expect(rest.body == whole.body.dropFirst(offset) && rest.size == whole.size && rest.etag == whole.etag && !rest.changed)
        }
        request.offset = UInt32(whole.body.count + 1)
        let beyond = request
        let failure = await #expect(throws: RPCFailure.self) { try await answers.render(beyond, from: Given.everybody) }
        #expect(failure?.status == .invalid)
    }

    @Test func theRestOfAnotherPictureIsNotGiven() async throws {
        let answers = try Given.answers()
        var request = try Given.request()
        request.offset = 10
        for tag in ["", "0123456789abcdef0123456789abcdef"] {
            request.ifMatch = tag
            let reply = try await answers.render(request, from: Given.everybody)
            #expect(reply.changed && reply.body.isEmpty)
        }
    }

    @Test func theSamePictureIsNotSentAgain() async throws {
        let answers = try Given.answers()
        var request = try Given.request()
        let first = try await answers.render(request, from: Given.everybody)
        let again = try await answers.render(request, from: Given.everybody)
        #expect(first == again)
        request.ifNoneMatch = "\"\(first.etag)\""
        let unchanged = try await answers.render(request, from: Given.everybody)
        #expect(unchanged.notModified && unchanged.body.isEmpty && unchanged.etag == first.etag)
        request.indicator = .rate
        #expect(try await answers.render(request, from: Given.everybody).notModified == false)
    }

    @Test func theTagIsTheSameInEveryProcess() async throws {
        let first = try await Given.answers().render(try Given.request(.deaths, .png), from: Given.everybody)
        let second = try await Given.answers().render(try Given.request(.deaths, .png), from: Given.everybody)
        #expect(first.etag == second.etag)
        #expect(first.body == second.body)
    }

    @Test func anUnknownDepartmentIsNotFound() async throws {
        var request = try Given.request()
        request.department = "35"
        let failure = await #expect(throws: RPCFailure.self) { try await Given.answers().render(request, from: Given.everybody) }
        #expect(failure?.status == .notFound)
    }

    @Test func anothersDepartmentIsDeniedBeforeItIsLookedUp() async throws {
        let caller = RPCRouter.Caller(scope: .departments([try Given.morbihan]))
        for department in ["35", "29", "00"] {
            var request = try Given.request()
            request.department = department
            let failure = await #expect(throws: RPCFailure.self) { try await Given.answers().render(request, from: caller) }
            #expect(failure?.status == .denied)
        }
        #expect(try await !Given.answers().render(try Given.request(), from: caller).body.isEmpty)
    }

    @Test func beforeTheShapesAreLoadedItIsUnavailable() async throws {
        let answers = try Given.answers(isLoaded: false)
        let failure = await #expect(throws: RPCFailure.self) { try await answers.render(try Given.request(), from: Given.everybody) }
        #expect(failure?.status == .unavailable)
    }

    @Test("While older days cannot be had there is no picture, of one department or of all", arguments: [true, false])
    func olderDaysThatCannotBeHad(isOfFrance: Bool) async throws {
        let atlas = Atlas(version: 1, territories: [try Given.morbihan: try Given.territory()])
        let answers = MapAnswers(
            atlas: { atlas }, situations: { _, _ in throw RPCFailure(.unavailable, "older days of the counts cannot be had now") },
            board: try DrawingBoard(), tiles: try TileBoard())
        var request = try Given.request()
        request.france = isOfFrance
        if isOfFrance { request.department = "" }
        let asked = request
        let failure = await #expect(throws: RPCFailure.self) { try await answers.render(asked, from: Given.everybody) }
        #expect(failure?.status == .unavailable)
    }

    @Test func theRouterEnforcesTheHeader() async throws {
        let router = try Given.answers().router(logger: Given.quiet)
        let body = try Wire.encode(try Given.request())
        for (scope, status) in [("56", RPCStatus.ok), ("*", .ok), ("35,29", .denied), ("", .denied)] {
            let reply = await router.answer(RPCRequest(method: "RenderMap", body: body, user: BrokerUser.portal.name, headers: [Names.Header.scope: scope]))
            #expect(reply.status == status, "\(scope)")
        }
        #expect(await router.answer(RPCRequest(method: "RenderMap", body: body, user: BrokerUser.portal.name)).status == .denied)
        #expect(await router.answer(RPCRequest(method: "Other", body: body)).status == .invalid)
    }

    @Test func manyAtOnceAreAllAnswered() async throws {
        let answers = try Given.answers()
        let etags = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<40 {
                let request = try Given.request(.deaths, number % 2 == 0 ? .svg : .png, width: UInt32(400 + number % 4))
                group.addTask { try await answers.render(request, from: Given.everybody).etag }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(etags.count == 4)
    }

    @Test func noRequestTrapsTheService() async throws {
        let router = try Given.answers().router(logger: Given.quiet)
        let headers = [Names.Header.scope: "*"]
        var generator = SeededGenerator(seed: 7)
        let body = try Wire.encode(try Given.request(.rate, .svg, width: 400, height: 300))
        for _ in 0..<3_000 {
            var mutated = body
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                switch Int.random(in: 0..<3, using: &generator) {
                case 0 where !mutated.isEmpty: mutated[Int.random(in: 0..<mutated.count, using: &generator)] = .random(in: 0...255, using: &generator)
                case 1 where !mutated.isEmpty: mutated.remove(at: Int.random(in: 0..<mutated.count, using: &generator))
                default: mutated.insert(.random(in: 0...255, using: &generator), at: Int.random(in: 0...mutated.count, using: &generator))
                }
            }
            let reply = await router.answer(RPCRequest(method: "RenderMap", body: mutated, user: BrokerUser.portal.name, headers: headers))
            #expect(reply.status != .denied)
        }
    }

    @Test func noFieldTrapsTheService() async throws {
        let answers = try Given.answers()
        var generator = SeededGenerator(seed: 8)
        let departments = ["56", "2A", "", "0", "56\u{0}", "𝟓𝟔", String(repeating: "5", count: 10_000), "987", "'; DROP"]
        let numbers: [UInt32] = [0, 1, 239, 320, 700, 4_000, 4_001, .max]
        for _ in 0..<500 {
            var request = Vigie_V1_RenderMapRequest()
            request.department = departments.randomElement(using: &generator) ?? ""
            request.day = [0, 20_780, .max, .min, -25_567, 84_371, .random(in: .min ... .max, using: &generator)].randomElement(using: &generator) ?? 0
            request.indicator = Vigie_V1_Indicator(rawValue: .random(in: -2...8, using: &generator)) ?? .unspecified
            request.format = .svg
            request.width = numbers.randomElement(using: &generator) ?? 0
            request.height = numbers.randomElement(using: &generator) ?? 0
            request.ifNoneMatch = ["", "*", "\"", "W/\"", ",", "\u{0}"].randomElement(using: &generator) ?? ""
            do {
                let reply = try await answers.render(request, from: Given.everybody)
                #expect(reply.notModified || !reply.body.isEmpty)
            } catch { #expect(error is RPCFailure) }
        }
    }
}
