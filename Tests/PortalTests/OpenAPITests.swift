import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Runtime
import Testing
import Web

@testable import Portal

/// What `openapi.json` and the pages name is there.
@Suite struct OpenAPITests {
    /// The whole router, of a Portal that reaches nobody and knows no key yet.
    private func open<Value: Sendable>(_ test: @escaping @Sendable (any TestClientProtocol) async throws -> Value) async throws -> Value {
        try await TestedPortal(isLoaded: false).open(test)
    }

    private struct Description: Decodable {
        let paths: [String: [String: Operation]]

        struct Operation: Decodable {
            let operationId: String
            let parameters: [Parameter]?
            /// Empty where nobody need be known.
            let security: [[String: [String]]]?
        }

        struct Parameter: Decodable {
            let name: String
            let `in`: String
        }
    }

    private func description() async throws -> (Description, String) {
        let text = try await self.open { try await $0.execute(uri: "/v1/openapi.json", method: .get).text }
        return (try JSONDecoder().decode(Description.self, from: Data(text.utf8)), text)
    }

    @Test("Every address that it describes is answered, by the method that it says")
    func addresses() async throws {
        let (description, _) = try await self.description()
        // Ingest's are behind the same edge, and another program.
        let ours = description.paths.filter { !$0.key.hasPrefix("/v1/declarations") && !$0.key.hasPrefix("/v1/exercise") }
        #expect(ours.count > 20)
        for (path, operations) in ours {
            let parts = path.replacing("{code}", with: "56").replacing("{commune}", with: "56260").replacing("{id}", with: Given.alertID).replacing(
                "{z}/{x}/{y}", with: "0/0/0")
            #expect(!parts.contains("{"), "\(path)")
            for method in operations.keys {
                let verb = try #require(HTTPRequest.Method(rawValue: method.uppercased()))
                let status = try await self.open { try await $0.execute(uri: parts, method: verb).status }
                // No key is known yet: whatever needs one says so. What is open looks where it comes from, if it changes anything.
                let isOpen = (operations[method]?.security).map(\.isEmpty) ?? false
                let expected: HTTPResponse.Status =
                    path == "/v1/openapi.json" ? .ok : !isOpen ? .serviceUnavailable : verb == .get ? .ok : .forbidden
                #expect(status == expected, "\(method) \(path)")
            }
        }
    }

    @Test("Each operation has a name of its own, and what it refers to is there")
    func references() async throws {
        let (description, text) = try await self.description()
        let names = description.paths.values.flatMap(\.values).map(\.operationId)
        #expect(Set(names).count == names.count)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        for match in text.matches(of: /"\$ref":\s*"#\/([^"]+)"/) {
            let found = match.1.split(separator: "/").reduce(json as Any?) { ($0 as? [String: Any])?[String($1)] }
            #expect(found != nil, "\(match.1)")
        }
    }

    @Test("Every address of the API stands in it")
    func everyAddress() async throws {
        let (description, _) = try await self.description()
        let routes = try TestedPortal(isLoaded: false).router().routes.map { ($0.path.description, $0.method.rawValue.lowercased()) }
        for (path, method) in routes where path.hasPrefix("/v1/") && ["get", "post", "patch", "delete"].contains(method) {
            let isOther = description.paths[path]?[method] == nil && description.paths[path] != nil
            // What is not described is only told which method would do.
            if isOther { #expect(try await self.open { try await $0.execute(uri: path, method: .init(method.uppercased())!).status } == .methodNotAllowed) }
            #expect(description.paths[path] != nil, "\(path)")
        }
    }

    @Test("The parameters that it describes are those that are known")
    func parameters() async throws {
        let (description, _) = try await self.description()
        for (path, operations) in description.paths where !path.hasPrefix("/v1/declarations") && !path.hasPrefix("/v1/exercise") {
            let described = Set(operations.values.flatMap { $0.parameters ?? [] }.filter { $0.in == "query" }.map(\.name))
            let known = Set((KnownQueries.addresses[path] ?? KnownQueries.addresses["GET \(path)"])?.all ?? [])
            // A drawing that can be zoomed has a size too, which few need.
            #expect(described == known || path.hasSuffix("svg") && described.isSubset(of: known), "\(path)")
        }
        #expect(Set(KnownQueries.addresses.keys.map { $0.replacing("GET ", with: "") }).isSubset(of: description.paths.keys))
    }

    @Test("An address asked by HEAD answers as by GET, without a body; by another method, which would do")
    func otherMethods() async throws {
        let paths = Set(try TestedPortal(isLoaded: false).router().routes.filter { $0.method == .get }.map(\.path.description))
        #expect(paths.count > 30)
        // Other methods of a page that is not open lead to where people sign in.
        for path in paths where path.hasPrefix("/v1/") || PortalRoutes.open.contains(path) {
            let uri = path.replacing("{code}", with: "56").replacing("{commune}", with: "56260").replacing("{id}", with: Given.alertID).replacing(
                "{z}/{x}/{y}", with: "0/0/0")
            let (get, head, put, options) = try await self.open {
                (
                    try await $0.execute(uri: uri, method: .get), try await $0.execute(uri: uri, method: .head),
                    try await $0.execute(uri: uri, method: .put), try await $0.execute(uri: uri, method: .options)
                )
            }
            // Who only takes POST is no matter of this.
            if get.status == .methodNotAllowed { continue }
            #expect(head.status == get.status && head.body.readableBytes == 0, "\(path)")
            #expect(head.headers[.contentType] == get.headers[.contentType] && head.headers[.eTag] == get.headers[.eTag], "\(path)")
            #expect(head.headers[.contentLength] == get.headers[.contentLength], "\(path)")
            #expect(put.status == .methodNotAllowed && put.headers[.allow]?.contains("GET, HEAD") == true, "\(path)")
            #expect(options.status == .noContent && options.headers[.allow] == put.headers[.allow], "\(path)")
        }
    }

    @Test("What a page loads is served", arguments: ["/departements/56", "/france"])
    func assets(page: String) async throws {
        let reader = OneReader()
        let html = try await TestedPortal(people: reader).open { try await $0.execute(uri: page, method: .get, headers: reader.cookie).text }
        let names = html.matches(of: /"(\/assets\/[^"]+)"/).map { String($0.1) }
        #expect(names.count >= 4)
        for name in names {
            let response = try await self.open { try await $0.execute(uri: name, method: .get) }
            #expect(response.status == .ok && response.body.readableBytes > 0, "\(name)")
        }
    }
}
