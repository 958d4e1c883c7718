import Cartography
import Contracts
import Messaging
import Mortality
import Runtime
import Testing

@testable import MapRendering

struct PictureRequestTests {
    private static func failure(_ change: (inout Vigie_V1_RenderMapRequest) -> Void, scope: Scope = .all) throws -> RPCFailure? {
        var message = try Given.request()
        change(&message)
        do throws(RPCFailure) {
            _ = try PictureRequest(message, from: RPCRouter.Caller(scope: scope))
            return nil
        } catch { return error }
    }

    @Test func aWholeRequestIsRead() throws {
        let request = try PictureRequest(try Given.request(.ratio, .png, width: 640, height: 480), from: Given.everybody)
        #expect(request.subject == .department(try Given.morbihan) && request.division == .communes)
        #expect(request.day.description == Given.day)
        #expect(request.indicator == .ratio)
        #expect(request.format == .png)
        #expect(request.size == PictureSize(width: 640, height: 480))
    }

    @Test(arguments: [(0, 0, 1_000, 800), (500, 0, 500, 400), (0, 400, 500, 400), (4_000, 0, 4_000, 3_200)] as [(UInt32, UInt32, Int, Int)])
    func whatIsLeftOutFollows(width: UInt32, height: UInt32, expectedWidth: Int, expectedHeight: Int) throws {
        let request = try PictureRequest(try Given.request(width: width, height: height), from: Given.everybody)
        #expect(request.size == PictureSize(width: expectedWidth, height: expectedHeight))
    }

    @Test func aPageIsPaper() throws {
        let request = try PictureRequest(try Given.request(.deaths, .pdf), from: Given.everybody)
        #expect(request.format == .pdf && request.size == .page)
    }

    @Test func everyFieldIsChecked() throws {
        #expect(try Self.failure { $0.department = "99" }?.status == .invalid)
        #expect(try Self.failure { $0.department = "" }?.status == .invalid)
        #expect(try Self.failure { $0.day = .max }?.status == .invalid)
        #expect(try Self.failure { $0.day = .min }?.status == .invalid)
        #expect(try Self.failure { $0.indicator = .unspecified }?.reason.hasPrefix("indicator") == true)
        #expect(try Self.failure { $0.indicator = .UNRECOGNIZED(70_000) }?.status == .invalid)
        #expect(try Self.failure { $0.format = .unspecified }?.reason.hasPrefix("format") == true)
        #expect(try Self.failure { $0.format = .UNRECOGNIZED(-1) }?.status == .invalid)
        for (width, height) in [(1, 1), (319, 800), (4_001, 800), (.max, .max), (.max, 0), (0, .max), (1, 0)] as [(UInt32, UInt32)] {
            let failure = try Self.failure {
                $0.width = width
                $0.height = height
            }
            #expect(failure?.status == .invalid && failure?.reason.hasPrefix("size") == true, "\(width) \(height)")
        }
        #expect(try Self.failure { _ in } == nil)
    }

    @Test func theScopeIsEnforced() throws {
        #expect(try Self.failure({ _ in }, scope: .departments([try DepartmentCode("35")]))?.status == .denied)
        #expect(try Self.failure({ _ in }, scope: Scope(header: nil))?.status == .denied)
        #expect(try Self.failure({ _ in }, scope: .departments([try Given.morbihan])) == nil)
    }
}
