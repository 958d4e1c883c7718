import AsyncHTTPClient
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import NIOHTTP1
import OIDC
import TestBench
import Testing

@testable import Accounts
@testable import Portal

/// A provider that we did not write: Canaille on Authlib, run by `Programs/provider.py`.
private struct RealProvider: Sendable {
    struct Told: Decodable, Sendable {
        let issuer: String
        let client: String
        let secret: String
    }

    /// The interpreter that has pytest-iam; nothing where it is not installed.
    static let python: URL? = {
        guard let folder = ProcessInfo.processInfo.environment["VIGIE_TEST_PYTHON"] else { return nil }
        let python = URL(fileURLWithPath: folder).appending(path: "python")
        let libraries = python.deletingLastPathComponent().deletingLastPathComponent().appending(path: "lib")
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: libraries.path)) ?? []
        return versions.contains { FileManager.default.fileExists(atPath: libraries.appending(path: "\($0)/site-packages/pytest_iam").path) } ? python : nil
    }()

    let told: Told
    let client: HTTPClient

    /// Gives `body` a provider at which somebody is signed in, who lets us know them.
    static func run(root: String, _ body: (RealProvider) async throws -> Void) async throws {
        let python = try #require(Self.python)
        let folder = FileManager.default.temporaryDirectory.appending(path: "vigie-provider-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (output, complaint) = (folder.appending(path: "output"), folder.appending(path: "complaint"))
        let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Programs/provider.py")
        let process = try ChildProcess(python.path, [program.path, root], output: output, complaint: complaint)
        let client = IdentityProvider.makeClient()
        func end() async {
            process.signal(SIGTERM)
            _ = await process.end()
            try? await client.shutdown()
            try? FileManager.default.removeItem(at: folder)
        }
        do {
            var told: Told?
            for _ in 0..<600 where told == nil {
                try await Task.sleep(for: .milliseconds(100))
                told = (try? Data(contentsOf: output)).flatMap { try? JSONDecoder().decode(Told.self, from: $0) }
            }
            let words = (try? String(contentsOf: complaint, encoding: .utf8)) ?? ""
            try await body(RealProvider(told: try #require(told, "the provider did not start: \(words.suffix(500))"), client: client))
            await end()
        } catch {
            await end()
            throw error
        }
    }

    /// Where a browser is led that is sent to one of the provider's addresses.
    func follow(_ address: String) async throws -> String? {
        let response = try await self.client.execute(HTTPClientRequest(url: address), timeout: .seconds(20))
        _ = try await response.body.collect(upTo: 1 << 20)
        return response.headers.first(name: "location")
    }
}

@Suite(
    "Signing in by a provider of others", .timeLimit(.minutes(5)),
    .enabled(if: RealProvider.python != nil, "VIGIE_TEST_PYTHON names no folder with pytest-iam: `./vigie test` installs it"))
struct RealProviderTests {
    @Test("Tie, sign in again, leave: with Canaille, by code and PKCE, signed userinfo, and its own end of the session")
    func journey() async throws {
        let root = "http://localhost"
        try await RealProvider.run(root: root) { real in
            let address = try #require(ProviderAddress(real.told.issuer, allowsLoopback: true))
            let party = try #require(
                RelyingParty(issuer: address, clientID: real.told.client, clientSecret: real.told.secret, secondFactorLevels: ["eidas2"], allowsLoopback: true))
            let provider = IdentityProvider(party, client: real.client, now: { Int64(Date().timeIntervalSince1970) })
            try await withPeople(provider: SignInProvider(provider: provider, name: "ProConnect")) { bench in
                let draft = try AccountDraft(login: try Login("anne"), name: "Anne Roux")
                let code = try await bench.people.invitations.invite(draft, grants: [try PeopleBench.grant("clerk@commune:56260")], by: PeopleBench.author).code
                try await bench.open { client in
                    func signIn(_ browser: TestBrowser) async throws -> TestResponse {
                        let there = try #require(try await browser.open("/connexion/fournisseur").location)
                        let back = try #require(try await real.follow(there))
                        #expect(back.hasPrefix("\(root)/connexion/retour?") && back.contains("iss="))
                        return try await browser.open(String(back.dropFirst(root.count)))
                    }
                    let browser = TestBrowser(client)
                    #expect(try await signIn(browser).location == "/invitation/identite")
                    #expect(try await browser.open("/invitation/identite").text.contains("Anne Roux"))
                    #expect(try await browser.submit("/invitation/identite", ["code": code.text]).location == "/mairie/")
                    let account = try #require(try await bench.people.accounts.account(login: try Login("anne")))
                    let identity = try await bench.people.identities.identity(of: account.id)?.identity
                    #expect(identity == Identity(issuer: real.told.issuer, idp: "71144ab3-ee1a-4401-b7b3-79b44f7daeeb", subject: "anne"))

                    let again = TestBrowser(client)
                    #expect(try await signIn(again).location == "/mairie/")
                    try await again.learnToken()
                    let out = try await again.submit("/mon-compte", ["action": "deconnexion"])
                    let refresh = try #require(out.refresh)
                    let led = try #require(try await real.follow(String(refresh.dropFirst("0;url=".count))))
                    #expect(led.hasPrefix("\(root)/deconnexion?state="))
                    #expect(try await again.open(String(led.dropFirst(root.count))).text.contains("déconnecté de Vigie et de ProConnect"))
                    #expect(try await again.open("/mairie/").status == .seeOther)
                }
            }
        }
    }
}
