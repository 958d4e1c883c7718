import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Threading

@testable import Portal

/// A browser, as far as a server sees it: it keeps cookies, says where its requests come from, and asks for pages.
final class TestBrowser: Sendable {
    private let client: any TestClientProtocol
    private let cookies = Locked<[String: String]>([:])
    private let token = Locked<String?>(nil)

    /// The address that the edge would tell; none without an edge.
    private let address: String?

    /// Whether it sends again, as late as it is told, what was answered 429.
    private let isPatient: Bool

    init(_ client: any TestClientProtocol, from address: String? = nil, isPatient: Bool = false) {
        self.client = client
        self.address = address
        self.isPatient = isPatient
    }

    /// What changes carry.
    var formToken: String? {
        get { self.token.withLock { $0 } }
        set { self.token.withLock { $0 = newValue } }
    }

    func set(_ cookie: String, _ value: String) { self.cookies.withLock { $0[cookie] = value } }
    func cookie(_ name: String) -> String? { self.cookies.withLock { $0[name] } }

    /// Opens a page.
    func open(_ uri: String) async throws -> TestResponse { try await self.send(.get, uri, headers: [.accept: "text/html,*/*;q=0.8"]) }

    /// Sends a form of a page.
    func submit(_ uri: String, _ fields: [String: String], withToken: Bool = true, from site: String? = "same-origin") async throws -> TestResponse {
        var fields = fields
        if withToken, let formToken { fields["jeton"] = formToken }
        let body = fields.map { "\(Self.escape($0.key))=\(Self.escape($0.value))" }.joined(separator: "&")
        return try await self.send(
            .post, uri, headers: [.accept: "text/html,*/*;q=0.8", .contentType: "application/x-www-form-urlencoded"], body: body, from: site)
    }

    /// Asks the API as a module does.
    func ask(
        _ method: HTTPRequest.Method, _ uri: String, _ body: String? = nil, withToken: Bool = true, from site: String? = "same-origin"
    ) async throws -> TestResponse {
        var headers: HTTPFields = [.accept: "application/json"]
        if body != nil { headers[.contentType] = "application/json" }
        if withToken, method != .get, let formToken, let name = HTTPField.Name("X-Vigie-Token") { headers[name] = formToken }
        return try await self.send(method, uri, headers: headers, body: body, from: site)
    }

    private func send(
        _ method: HTTPRequest.Method, _ uri: String, headers: HTTPFields, body: String? = nil, from site: String? = "same-origin"
    ) async throws -> TestResponse {
        var headers = headers
        let jar = self.cookies.withLock { $0 }
        if !jar.isEmpty { headers[.cookie] = jar.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        if let site, let name = HTTPField.Name("Sec-Fetch-Site") { headers[name] = site }
        if let address, let name = HTTPField.Name("X-Forwarded-For") { headers[name] = address }
        var response = try await self.client.execute(uri: uri, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        while self.isPatient, response.status == .tooManyRequests, let seconds = response.headers[.retryAfter].flatMap(Double.init) {
            try await Task.sleep(for: .seconds(seconds))
            response = try await self.client.execute(uri: uri, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        }
        for header in response.headers[values: .setCookie] {
            guard let pair = header.split(separator: ";").first, let equals = pair.firstIndex(of: "=") else { continue }
            let (name, value) = (String(pair[..<equals]), String(pair[pair.index(after: equals)...]))
            self.cookies.withLock { $0[name] = header.contains("Max-Age=0") ? nil : value }
        }
        return response
    }

    /// Signs in by the page, and learns the token of its forms.
    func signIn(_ login: String, _ password: String = PeopleBench.password) async throws -> TestResponse {
        let response = try await self.submit("/connexion", ["identifiant": login, "mot-de-passe": password], withToken: false)
        try await self.learnToken()
        return response
    }

    /// Learns the token from the API; none when nobody is signed in.
    func learnToken() async throws { self.formToken = try await self.ask(.get, "/v1/session").json["formToken"] as? String }

    private static func escape(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"))
            ?? ""
    }
}

extension TestResponse {
    /// What a hidden or other field of the page holds.
    func field(_ name: String) -> String? {
        guard let start = self.text.range(of: "name=\"\(name)\" value=\"") else { return nil }
        return String(self.text[start.upperBound...].prefix { $0 != "\"" })
    }

    /// What the page says to people.
    var location: String? { self.headers[.location] }
}
