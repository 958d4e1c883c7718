import Mail
import Runtime
import Testing
import Web

@testable import Portal

@Suite("What Portal is told about mail")
struct MailSettingsTests {
    private static let told = [
        "VIGIE_SMTP_HOST": "smtp.example", "VIGIE_SMTP_FROM": "vigie@prefecture.example", "VIGIE_PUBLIC_ADDRESS": "https://vigie.example/",
    ]

    private func read(_ changes: [String: String], cookie: SessionCookie = .secure) async throws -> MailSettings? {
        try MailSettings(try await Settings(environment: Self.told.merging(changes) { $1 }), cookie: cookie)
    }

    @Test("Usual values, and others")
    func values() async throws {
        let usual = try #require(try await self.read([:]))
        #expect(usual.root == "https://vigie.example" && usual.server.port == 587 && usual.server.security == .startTLS && usual.server.credentials == nil)
        let other = try #require(
            try await self.read(["VIGIE_SMTP_SECURITY": "tls", "VIGIE_SMTP_USER": "vigie", "VIGIE_SMTP_PASSWORD": "geheim", "VIGIE_SMTP_NAME": "Préfecture"]))
        #expect(other.server.port == 465 && other.server.credentials != nil && other.server.name == "Préfecture" && !"\(other)".contains("geheim"))
        #expect(try MailSettings(try await Settings(environment: [:]), cookie: .secure) == nil)
    }

    @Test(
        "What cannot be used is named",
        arguments: [
            ("VIGIE_SMTP_HOST", "smtp example"), ("VIGIE_SMTP_FROM", "vigie"), ("VIGIE_SMTP_FROM", ""), ("VIGIE_SMTP_SECURITY", "maybe"),
            ("VIGIE_SMTP_SECURITY", "none"),
            ("VIGIE_SMTP_PORT", "0"), ("VIGIE_SMTP_CA", "/nowhere/ca.pem"), ("VIGIE_PUBLIC_ADDRESS", ""), ("VIGIE_PUBLIC_ADDRESS", "http://vigie.example"),
            ("VIGIE_PUBLIC_ADDRESS", "https://vigie.example/x"), ("VIGIE_PUBLIC_ADDRESS", "https://a@vigie.example"),
        ])
    func refused(name: String, value: String) async throws {
        let error = await #expect(throws: SettingsError.self) { try await self.read([name: value]) }
        #expect(error?.name == name)
    }

    @Test("A user has a password; links in the open are for loopback")
    func pairs() async throws {
        let error = await #expect(throws: SettingsError.self) { try await self.read(["VIGIE_SMTP_USER": "vigie"]) }
        #expect(error?.name == "VIGIE_SMTP_PASSWORD")
        #expect(try await self.read(["VIGIE_PUBLIC_ADDRESS": "http://127.0.0.1:8080"], cookie: .loopback)?.root == "http://127.0.0.1:8080")
    }
}
