@testable import Accounts
import Crypto
import Formats
import Testing

/// One way to the provider and back, step by step.
@Suite("A way to the identity provider")
struct CodeFlowTests {
    private static let issuer = "https://idp.example"
    private static let start: Int64 = 1_800_000_000
    private let flow = CodeFlow(redirect: "https://vigie.example/connexion/retour", next: "/france", at: start)

    private func end(
        _ answer: CodeFlow.Return, saysIssuer: Bool = false, after seconds: Int64 = 5
    ) -> Result<String, CodeFlow.Fault> {
        do throws(CodeFlow.Fault) {
            return .success(try self.flow.code(from: answer, issuer: Self.issuer, saysIssuer: saysIssuer, at: Self.start + seconds))
        } catch {
            return .failure(error)
        }
    }

    @Test("What is drawn is long, and never drawn twice")
    func drawn() {
        let flows = (0..<50).map { _ in CodeFlow(redirect: "r", next: nil, at: 0) }
        let drawn = flows.flatMap { [$0.state, $0.nonce, $0.verifier] }
        #expect(Set(drawn).count == 150 && drawn.allSatisfy { $0.utf8.count == 43 })
    }

    @Test("The challenge is the verifier's SHA-256 (RFC 7636, S256)")
    func challenge() {
        #expect(self.flow.challenge == Base64URL.encode(SHA256.hash(data: Array(self.flow.verifier.utf8))))
        #expect(self.flow.challenge != self.flow.verifier && self.flow.reference == Array(SHA256.hash(data: Array(self.flow.state.utf8))))
    }

    @Test("The code comes back to whom it belongs, for ten minutes")
    func rightWay() {
        let answer = CodeFlow.Return(code: "c0de", state: self.flow.state)
        #expect(self.end(answer) == .success("c0de"))
        #expect(self.end(answer, after: 600) == .success("c0de") && self.end(answer, after: 601) == .failure(.over))
        #expect(self.end(answer, after: -31) == .failure(.over) && self.end(answer, after: .max - Self.start) == .failure(.over))
    }

    @Test("Another way's state, none, or half of one leads nowhere")
    func states() {
        let other = CodeFlow(redirect: self.flow.redirect, next: nil, at: Self.start)
        for state in [other.state, String(self.flow.state.dropLast()), self.flow.state + "A", "", nil] {
            #expect(self.end(CodeFlow.Return(code: "c0de", state: state)) == .failure(.state))
        }
        // Before anything else is looked at: whoever sends nonsense learns nothing.
        #expect(self.end(CodeFlow.Return(state: "x", error: "access_denied"), after: 9_999) == .failure(.state))
    }

    @Test("Who the redirect comes from is checked when it says so, and must be said where it always is (RFC 9207)")
    func issuers() {
        func answer(_ issuer: String?) -> CodeFlow.Return { CodeFlow.Return(code: "c0de", state: self.flow.state, issuer: issuer) }
        #expect(self.end(answer(Self.issuer)) == .success("c0de") && self.end(answer(Self.issuer), saysIssuer: true) == .success("c0de"))
        #expect(self.end(answer("https://evil.example")) == .failure(.issuer) && self.end(answer(Self.issuer + "/")) == .failure(.issuer))
        #expect(self.end(answer(nil), saysIssuer: true) == .failure(.issuer))
    }

    @Test("Who gave up has no code; what cannot be one is none")
    func codes() {
        #expect(self.end(CodeFlow.Return(code: "c", state: self.flow.state, error: "access_denied")) == .failure(.refused))
        for code in [nil, "", String(repeating: "c", count: 2_049), "a\u{7}b", "é"] {
            #expect(self.end(CodeFlow.Return(code: code, state: self.flow.state)) == .failure(.noCode))
        }
    }

    @Test("The cookie reads back under its own secret alone, and tells nothing")
    func cookie() throws {
        let secret = PortalSecret()
        let text = try #require(self.flow.sealed(under: secret))
        #expect(CodeFlow(text, under: secret) == self.flow)
        #expect(CodeFlow(text, under: PortalSecret()) == nil && CodeFlow("", under: secret) == nil && CodeFlow(String(text.dropLast(4)), under: secret) == nil)
        // An identity that is sealed under the same secret is no way, nor the other way round.
        let shown = ShownIdentity(identity: try #require(Identity(issuer: Self.issuer, idp: nil, subject: "s")), name: nil, level: nil, idToken: nil)
        #expect(CodeFlow(try #require(shown.sealed(at: 0, under: secret)), under: secret) == nil && ShownIdentity(text, at: Self.start, under: secret) == nil)
        let bytes = String(decoding: try #require(Base64URL.decode(text)), as: UTF8.self)
        #expect(!text.contains(self.flow.state) && !bytes.contains(self.flow.nonce) && !bytes.contains(self.flow.verifier) && text.utf8.count < 1_000)
    }

    @Test("An identity that was shown is kept for a quarter of an hour")
    func shown() throws {
        let secret = PortalSecret()
        let identity = try #require(Identity(issuer: Self.issuer, idp: "71144ab3", subject: "s-1"))
        let shown = ShownIdentity(identity: identity, name: "Anne Roux", level: "eidas2", idToken: "a.b.c")
        let text = try #require(shown.sealed(at: Self.start, under: secret))
        #expect(ShownIdentity(text, at: Self.start + 900, under: secret) == shown)
        #expect(ShownIdentity(text, at: Self.start + 901, under: secret) == nil && ShownIdentity(text, at: Self.start, under: PortalSecret()) == nil)
        let long = ShownIdentity(identity: identity, name: nil, level: nil, idToken: String(repeating: "t", count: 2_001))
        let kept = try #require(long.sealed(at: Self.start, under: secret))
        #expect(kept.utf8.count < 4_000 && ShownIdentity(kept, at: Self.start, under: secret)?.idToken == nil)
    }

    @Test("An identity is what a provider vouches for, to the letter")
    func identity() {
        #expect(Identity(issuer: "i", idp: nil, subject: "s") == Identity(issuer: "i", idp: "", subject: "s"))
        #expect(Identity(issuer: "i", idp: "a", subject: "s") != Identity(issuer: "i", idp: "b", subject: "s"))
        for (issuer, subject) in [("", "s"), ("i", ""), ("i", "é"), ("i", "a b"), ("i", String(repeating: "s", count: 256))] {
            #expect(Identity(issuer: issuer, idp: nil, subject: subject) == nil)
        }
    }
}
