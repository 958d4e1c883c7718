import Accounts
import OIDC
import Runtime
import Testing
import Web

@testable import Portal

@Suite("What Portal is told about the identity provider")
struct ProviderSettingsTests {
    private static let told = [
        "VIGIE_OIDC_ISSUER": "https://idp.example/api/v2", "VIGIE_OIDC_CLIENT_ID": "vigie", "VIGIE_OIDC_CLIENT_SECRET": "geheim",
    ]

    private func read(_ changes: [String: String], cookie: SessionCookie = .secure) async throws -> ProviderSettings? {
        try ProviderSettings(try await Settings(environment: Self.told.merging(changes) { $1 }), cookie: cookie)
    }

    @Test("Usual values, and others")
    func values() async throws {
        let usual = try #require(try await self.read([:]))
        #expect(usual.name == "ProConnect" && usual.party.algorithm == .rs256 && usual.party.secondFactorLevels == ["eidas2", "eidas3"])
        let other = try #require(try await self.read(["VIGIE_OIDC_ALGORITHM": "ES256", "VIGIE_OIDC_NAME": "Cerbère", "VIGIE_OIDC_SECOND_FACTOR": "none"]))
        #expect(other.name == "Cerbère" && other.party.algorithm == .es256 && other.party.secondFactorLevels.isEmpty)
        #expect(usual.party.secondFactorMethods.isEmpty)
        #expect(try await self.read(["VIGIE_OIDC_SECOND_FACTOR_METHODS": "mfa sc"])?.party.secondFactorMethods == [.several, .smartCard])
        let nothing = try await Settings(environment: [:])
        #expect(try ProviderSettings(nothing, cookie: .secure) == nil)
    }

    @Test(
        "What cannot be used is named",
        arguments: [
            ("VIGIE_OIDC_ISSUER", "http://idp.example"), ("VIGIE_OIDC_ISSUER", "https://idp.example?a=1"), ("VIGIE_OIDC_ALGORITHM", "none"),
            ("VIGIE_OIDC_ALGORITHM", "HS256"),
            ("VIGIE_OIDC_CLIENT_ID", ""), ("VIGIE_OIDC_CLIENT_SECRET", ""), ("VIGIE_OIDC_SECOND_FACTOR_METHODS", "mfa pwd"),
        ])
    func refused(name: String, value: String) async throws {
        let error = await #expect(throws: SettingsError.self) { try await self.read([name: value]) }
        #expect(error?.name == name)
    }

    @Test("In the open on loopback alone, with the same setting as cookies")
    func loopback() async throws {
        let local = ["VIGIE_OIDC_ISSUER": "http://127.0.0.1:9/"]
        await #expect(throws: SettingsError.self) { try await self.read(local) }
        #expect(try await self.read(local, cookie: .loopback) != nil)
        await #expect(throws: SettingsError.self) { try await self.read(["VIGIE_OIDC_ISSUER": "http://idp.example/"], cookie: .loopback) }
    }

    @Test("Cookies of a way are the session's likes")
    func cookies() {
        let secure = PassingCookie.flow(beside: .secure)
        #expect(secure.setting("x") == "__Host-vigie-fournisseur=x; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure")
        #expect(PassingCookie.identity(beside: .loopback).setting("x") == "vigie-identite=x; Path=/; Max-Age=900; HttpOnly; SameSite=Lax")
        #expect(secure.clearing.contains("Max-Age=0"))
    }
}
