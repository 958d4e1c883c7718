import AsyncHTTPClient
import Foundation
import HTTPTypes
import HummingbirdTesting
import OIDC
import Testing
import Threading

@testable import Accounts
@testable import Portal

/// Portal before a database of its own, and a provider that people sign in by.
struct ProviderBench: Sendable {
    let people: PeopleBench
    let stub: StubProvider
    /// By how much the clock that the provider's answers are judged by is ahead, in seconds.
    let ahead: Locked<Int64>

    static func run(
        levels: Set<String> = ["eidas2", "eidas3"], methods: Set<AuthenticationMethod> = [],
        limits: SignInThrottle.Limits = .init(), _ prepare: @escaping @Sendable (StubProvider) -> Void = { _ in },
        _ body: @escaping @Sendable (ProviderBench, any TestClientProtocol) async throws -> Void
    ) async throws {
        try await StubProvider.run { stub in
            prepare(stub)
            let client = IdentityProvider.makeClient()
            let ahead = Locked<Int64>(0)
            do {
                let address = try #require(ProviderAddress(stub.issuer, allowsLoopback: true))
                let party = try #require(
                    RelyingParty(
                        issuer: address, clientID: StubProvider.clientID, clientSecret: StubProvider.secret, secondFactorLevels: levels,
                        secondFactorMethods: methods, allowsLoopback: true))
                let provider = IdentityProvider(party, client: client, now: { Int64(Date().timeIntervalSince1970) + ahead.withLock { $0 } })
                try await withPeople(limits: limits, provider: SignInProvider(provider: provider, name: "ProConnect")) { people in
                    let bench = ProviderBench(people: people, stub: stub, ahead: ahead)
                    try await people.open { try await body(bench, $0) }
                }
                try await client.shutdown()
            } catch {
                try? await client.shutdown()
                throw error
            }
        }
    }

    /// Goes to the provider and comes back; what Portal answers then.
    func signIn(_ browser: TestBrowser, next: String? = nil) async throws -> TestResponse {
        try await browser.open(self.stub.authorize(try await self.begin(browser, next: next)))
    }

    /// The provider's address that a browser is led to.
    func begin(_ browser: TestBrowser, next: String? = nil) async throws -> String {
        let response = try await browser.open("/connexion/fournisseur\(next.map { "?suite=\($0)" } ?? "")")
        return try #require(response.location)
    }

    /// Why the last sign-in was refused, as the audit has it.
    func lastRefusal() async throws -> String? {
        try await self.people.people.audit.page(AuditFilter(action: .signInRefused)).first?.entry.detail
    }

    func invite(_ login: String, _ grant: String) async throws -> Invited {
        try await self.people.people.invitations.invite(
            try AccountDraft(login: try Login(login), name: "Personne \(login)"), grants: [try PeopleBench.grant(grant)], by: PeopleBench.author)
    }

    /// An account that the stub's person is tied to.
    func tied(_ login: String, _ grant: String) async throws -> Account {
        let identity = try #require(Identity(issuer: self.stub.issuer, idp: "71144ab3", subject: self.stub.subject))
        let code = try await self.invite(login, grant).code
        return try #require(try await self.people.people.invitations.redeem(code, tying: identity))
    }
}

extension TestResponse {
    /// Where the page leads on to by itself.
    var refresh: String? { HTTPField.Name("Refresh").flatMap { self.headers[$0] } }
}
