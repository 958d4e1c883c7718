import Browser
import Foundation
import NIOHTTP1
import TestBench
import Testing

/// The tests of what somebody finds who is not signed in and holds no key: the page to sign in at.
@Suite("Accounts: signed out", .enabled(if: House.given != nil, Comment(rawValue: House.absence)), .timeLimit(.minutes(3)))
struct SignedOutTests {
    private struct Description: Decodable {
        struct Operation: Decodable {
            let security: [[String: [String]]]?
        }

        /// The operations by path and method.
        let paths: [String: [String: Operation]]
        let security: [[String: [String]]]?
    }

    /// The addresses that are open to everybody. Every other address of the description must refuse.
    private static let open: Set<String> = [
        "GET /v1/openapi.json", "POST /v1/session", "POST /v1/invitations/redeem", "POST /v1/password/forgotten", "GET /v1/banner",
    ]

    private let house: House

    init() throws { self.house = try House.required() }

    @Test("Every page leads to /connexion")
    func pages() async throws {
        for page in [
            "/", "/france", "/departements/00", "/departements/56", "/comptes", "/comptes/\(UUID().uuidString)", "/mon-compte", "/mon-compte/second-facteur",
            "/mairie/", "/exploitation", "/appels", "/appels/56260", "/audit",
        ] {
            let answer = try await PlainHTTP.send(.GET, self.house.url + page, headers: ["Accept": "text/html"])
            #expect(answer.status == 303, "\(page): \(answer.status)")
            let target = try #require(answer.headers["Location"].first)
            #expect(target == "/connexion" || target == "/connexion?suite=\(page)", "\(page): \(target)")
            #expect(answer.body.isEmpty && answer.headers["Cache-Control"].first?.contains("no-store") == true, "\(page)")
        }
        // Nobody is redirected to another site.
        for foreign in ["//example.org", "https://example.org/", "/\\example.org", "/\r\nSet-Cookie:x=y"] {
            let page = try await PlainHTTP.send(
                .GET, self.house.url + "/connexion?suite=" + (foreign.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""),
                headers: ["Accept": "text/html"])
            #expect(HiddenFields(page.text)["suite"] == nil, "\(foreign)")
        }
    }

    /// Asks, and asks again at the time that is told when earlier requests have used up what strangers of one address are granted.
    private func ask(
        _ method: HTTPMethod, _ address: String, body: (type: String, text: String)? = nil, headers: [String: String]
    ) async throws -> PlainHTTP.Answer {
        var answer = try await PlainHTTP.send(method, address, body: body, headers: headers)
        while answer.status == 429, let seconds = answer.headers["Retry-After"].first.flatMap({ Double($0) }) {
            try await Task.sleep(for: .seconds(seconds))
            answer = try await PlainHTTP.send(method, address, body: body, headers: headers)
        }
        return answer
    }

    @Test("Every figure, map, tile, picture and stream is 401, to programs; a browser is led to /connexion")
    func addresses() async throws {
        let description = try JSONDecoder().decode(Description.self, from: try await PlainHTTP.send(.GET, self.house.url + "/v1/openapi.json").body)
        let values = ["code": "00", "commune": "00001", "id": UUID().uuidString.lowercased(), "z": "5", "x": "15", "y": "11"]
        var asked = 0
        for (path, operations) in description.paths.sorted(by: { $0.key < $1.key }) {
            for method in operations.keys.sorted() where ["get", "post", "put", "patch", "delete"].contains(method) {
                let name = "\(method.uppercased()) \(path)"
                guard !Self.open.contains(name) else { continue }
                let address = values.reduce(path) { $0.replacing("{\($1.key)}", with: path.hasPrefix("/v1/regions") && $1.key == "code" ? "53" : $1.value) }
                #expect(!address.contains("{"), "\(path) has a parameter that the test does not know")
                let body: (type: String, text: String)? = method == "get" || method == "delete" ? nil : ("application/json", "{}")
                // The request shows nothing, or what looks like a session, or what looks like a key or a token.
                for headers in [
                    [:], ["Cookie": "vigie-session=\(String(repeating: "A", count: 43)); __Host-vigie=\(String(repeating: "A", count: 43))"],
                    ["Authorization": "Bearer vgk_00000000_\(String(repeating: "A", count: 43))"], ["Authorization": "Bearer vgt_AAAA.AAAA"],
                ] {
                    let answer = try await self.ask(
                        .init(rawValue: method.uppercased()), self.house.url + address, body: body, headers: headers.merging(["Origin": self.house.url]) { $1 })
                    #expect(answer.status == 401, "\(name) \(headers): \(answer.status)")
                    #expect(answer.headers["Content-Type"].first?.hasPrefix("application/problem+json") == true, "\(name)")
                    asked += 1
                }
            }
            if operations["get"] != nil, !Self.open.contains("GET \(path)"), !path.hasPrefix("/v1/declarations"), !path.hasPrefix("/v1/exercise") {
                let address = values.reduce(path) { $0.replacing("{\($1.key)}", with: path.hasPrefix("/v1/regions") && $1.key == "code" ? "53" : $1.value) }
                let answer = try await self.ask(.GET, self.house.url + address, headers: ["Accept": "text/html"])
                #expect(answer.status == 303 && answer.headers["Location"].first?.hasPrefix("/connexion") == true, "\(path): \(answer.status)")
            }
        }
        #expect(asked > 100)
    }

    @Test("A key opens no page")
    func keys() async throws {
        for page in ["/", "/france", "/departements/00"] {
            let answer = try await PlainHTTP.send(
                .GET, self.house.url + page, headers: ["Accept": "text/html", "Authorization": "Bearer \(self.house.apiKey)"])
            #expect(answer.status == 303, "\(page)")
        }
    }
}
