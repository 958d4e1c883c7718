import Accounts
import HTTPTypes
import Hummingbird
import Runtime
import Testing

@testable import Web

@Suite("What a request shows")
struct CredentialTests {
    private func credential(_ authorization: String?, cookies: [String] = []) -> Credential {
        var headers = HTTPFields()
        headers[.authorization] = authorization
        for cookie in cookies { headers.append(HTTPField(name: .cookie, value: cookie)) }
        return Credential(Given.request(headers), cookie: .secure)
    }

    @Test("A key is read in any spelling of its scheme")
    func key() {
        let key = APIKey()
        for header in ["Bearer \(key.text)", "bearer \(key.text)", "BEARER \(key.text)", "Bearer   \(key.text)  "] {
            #expect(self.credential(header) == .key(key))
        }
    }

    @Test("Everything else is none, and nothing of it comes back")
    func everythingElse() async throws {
        let key = APIKey()
        let wrong = [
            "", "Bearer", "Bearer ", key.text, "Basic \(key.text)", "Bearer \(key.text) \(key.text)",
            "Bearer " + String(repeating: " ", count: 300) + key.text, "Bearer vgk_", "Bearer vgs_abc",
        ]
        let reference = Given.reference([Given.record(key)])
        let visitors = Visitors(reference: { reference }, clock: Given.clock)
        for header in wrong {
            #expect(self.credential(header) == .unreadable, "\(header)")
            guard case .nobody(let problem) = await visitors.arrival(of: Given.request([.authorization: header])) else {
                Issue.record("\(header) is somebody")
                continue
            }
            #expect(problem.status == .unauthorized && !problem.json.contains(key.text))
        }
        #expect(self.credential(nil) == .nothing)
        #expect(self.credential("Bearer vgt_whatever") == .token("vgt_whatever"))
    }

    @Test("A session is shown by one cookie of its name; whatever `Authorization` holds goes before it")
    func sessions() {
        let (token, other) = (SessionToken(), SessionToken())
        let name = SessionCookie.secure.name
        #expect(self.credential(nil, cookies: ["\(name)=\(token.text)"]) == .session(token))
        #expect(self.credential(nil, cookies: ["a=b; \(name)=\(token.text); c=d"]) == .session(token))
        #expect(self.credential(nil, cookies: ["a=b", "\(name)=\(token.text)"]) == .session(token))
        // Somebody else set one of them.
        #expect(self.credential(nil, cookies: ["\(name)=\(token.text); \(name)=\(other.text)"]) == .nothing)
        #expect(self.credential(nil, cookies: ["\(name)=\(token.text)", "\(name)=\(token.text)"]) == .nothing)
        for cookie in ["\(name)=", "\(name)=x", "\(name) =\(token.text)", "x\(name)=\(token.text)", "vigie-session=\(token.text)", "\(name)=\(token.text)A"] {
            #expect(self.credential(nil, cookies: [cookie]) == .nothing, "\(cookie)")
        }
        for header in ["", "Basic x", "Bearer x"] {
            #expect(self.credential(header, cookies: ["\(name)=\(token.text)"]) == .unreadable)
        }
    }

    @Test("The cookie is for one host, over TLS, out of scripts' reach; without TLS on loopback alone")
    func cookies() async throws {
        let token = SessionToken()
        #expect(SessionCookie.secure.setting(token, for: .seconds(3_600)) == "__Host-vigie=\(token.text); Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure")
        #expect(SessionCookie.secure.clearing == "__Host-vigie=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure")
        #expect(!SessionCookie.loopback.clearing.contains("Secure") && SessionCookie.loopback.name == "vigie-session")
        func cookie(_ environment: [String: String]) async throws -> SessionCookie { try SessionCookie(try await Settings(environment: environment)) }
        #expect(try await cookie([:]) == .secure)
        #expect(try await cookie(["VIGIE_INSECURE_COOKIES": "0", "VIGIE_HOST": "0.0.0.0"]) == .secure)
        for host in ["127.0.0.1", "127.1.2.3", "::1", "localhost"] {
            #expect(try await cookie(["VIGIE_INSECURE_COOKIES": "1", "VIGIE_HOST": host]) == .loopback)
        }
        #expect(try await cookie(["VIGIE_INSECURE_COOKIES": "1"]) == .loopback)
        for host in ["0.0.0.0", "::", "192.0.2.1", "vigie.example", "127.0.0.1.example", "127.0.0", "1270.0.0.1", "127.0.0.256", "localhost.example"] {
            await #expect(throws: SettingsError.self, "\(host)") { try await cookie(["VIGIE_INSECURE_COOKIES": "1", "VIGIE_HOST": host]) }
        }
        await #expect(throws: SettingsError.self) { try await cookie(["VIGIE_INSECURE_COOKIES": "yes"]) }
    }
}
