import Answering
import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Persistence
import Runtime
import Testing

@testable import Accounts
@testable import Portal

@Suite("What leaves the house is written down", .timeLimit(.minutes(2)))
struct ExportTests {
    private static func others() -> Asked {
        Asked { router in
            router.on(MapRenderingMethods.renderMap) { _, _ in
                var reply = Vigie_V1_RenderMapReply()
                (reply.contentType, reply.etag, reply.body) = ("image/png", "e", Data([1]))
                return reply
            }
        }
    }

    @Test("A map that is printed, opened by itself or kept is an export; one that a page shows is none")
    func maps() async throws {
        try await withPeople(others: Self.others()) { bench in
            let reader = try await bench.person("reader", "prefecture-reader@department:56")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: reader)
                let cookie = try #require(browser.cookie("vigie-session"))
                func exports(_ form: String, mode: String?, accept: String = "*/*") async throws -> Int {
                    let before = try await bench.actions(by: reader.id).filter { $0 == "figures-exported" }.count
                    var headers: HTTPFields = [.cookie: "vigie-session=\(cookie)", .accept: accept]
                    if let mode, let name = HTTPField.Name("Sec-Fetch-Mode") { headers[name] = mode }
                    let response = try await client.execute(uri: "/v1/departments/56/map.\(form)", method: .get, headers: headers)
                    #expect(response.status == .ok)
                    return try await bench.actions(by: reader.id).filter { $0 == "figures-exported" }.count - before
                }
                for form in ["png", "svg"] {
                    #expect(try await exports(form, mode: "navigate") == 1, "\(form)")
                    #expect(try await exports(form, mode: "no-cors") == 0, "\(form)")
                    #expect(try await exports(form, mode: "same-origin") == 0, "\(form)")
                    // Browsers that do not say so ask for a page where somebody follows a link.
                    #expect(try await exports(form, mode: nil, accept: "text/html,*/*;q=0.8") == 1, "\(form)")
                    #expect(try await exports(form, mode: nil) == 0, "\(form)")
                }
                #expect(try await exports("pdf", mode: "no-cors") == 1)
                #expect(try await browser.ask(.get, "/v1/account").status == .ok)
                #expect(try await bench.actions(by: reader.id).contains("account-exported"))
            }
        }
    }
}
