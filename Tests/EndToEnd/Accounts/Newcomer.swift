import Browser
import Foundation
import NIOHTTP1
import TestBench

/// Somebody whom a test invites, and whose account is erased afterwards.
struct Newcomer: Sendable {
    let house: House
    let login: String
    let name: String
    /// The code of the invitation, and the link that carries it.
    let code: String
    let link: String

    /// A password that nobody has, and that no rule refuses.
    static func password() -> String { "phare-\(UUID().uuidString.lowercased().prefix(18))" }

    /// Invites by `vigiectl`, passes the newcomer to `body`, and erases the account when `body` ends.
    static func with<Result: Sendable>(
        _ role: String, named name: String = "Camille Essai", at house: House, _ body: (Newcomer) async throws -> Result
    ) async throws -> Result {
        let login = "essai-\(UUID().uuidString.lowercased().prefix(8))"
        let lines = try await house.console("account", "create", login, "--name", name, "--role", role, "--url", house.url)
            .split(separator: "\n").map { String($0) }
        guard lines.count == 2 else { throw BrowserError(description: "vigiectl account create printed \(lines)") }
        let newcomer = Newcomer(house: house, login: login, name: name, code: lines[0], link: lines[1])
        do {
            let result = try await body(newcomer)
            try await newcomer.erase()
            return result
        } catch {
            try? await newcomer.erase()
            throw error
        }
    }

    private func erase() async throws { try await self.house.console("account", "erase", self.login, "--yes") }

    /// Returns the account's identity.
    func account() async throws -> String {
        try await self.house.database("ctl", "-c", "SELECT id FROM portal.account WHERE login = '\(self.login)'").trimmingCharacters(
            in: .whitespacesAndNewlines)
    }

    /// Sets the first password with the code, over HTTP alone.
    func redeem(_ password: String) async throws {
        let answer = try await PlainHTTP.send(
            .POST, self.house.url + "/v1/invitations/redeem", json: ["code": self.code, "password": password], headers: ["Origin": self.house.url])
        guard (200..<300).contains(answer.status) else { throw BrowserError(description: "the invitation is not taken: \(answer.status) \(answer.text)") }
    }

    /// Sets a password and signs in.
    func signedIn() async throws -> SignedIn {
        let password = Self.password()
        try await self.redeem(password)
        return try await SignedIn.at(self.house, login: self.login, password: password)
    }
}
