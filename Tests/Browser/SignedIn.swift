import Foundation
import NIOHTTP1
public import TestBench

/// Somebody who is signed in at a house: the cookies that their browser holds, and what their changes must show.
public struct SignedIn: Sendable {
    /// The name and value of the session's cookie.
    public let session: (name: String, value: String)
    /// The name and value of the cookie that marks a known device; nothing where none was given.
    public let device: (name: String, value: String)?
    /// The form token, as pages carry it.
    public let token: String

    /// Makes somebody of cookies and a form token that were given elsewhere.
    public init(session: (name: String, value: String), device: (name: String, value: String)? = nil, token: String) {
        self.session = session
        self.device = device
        self.token = token
    }

    /// Whether it still opens something.
    public func isOpen(at house: House) async throws -> Bool {
        try await PlainHTTP.send(.GET, house.url + "/v1/session", headers: ["Cookie": self.cookie]).status == 200
    }

    /// What goes into the header `Cookie`.
    public var cookie: String { "\(self.session.name)=\(self.session.value)" }

    /// Signs in as pages without JavaScript do: fills the form of `/connexion`, and that of the second factor where it is asked for.
    ///
    /// - Parameter code: Asked for when a code is.
    public static func at(
        _ house: House, login: String, password: String, code: @Sendable () async throws -> String = { throw BrowserError(description: "a code is asked for") }
    ) async throws -> SignedIn {
        let form = SignInForm(house: house)
        var answer = try await form.post(["identifiant": login, "mot-de-passe": password])
        if answer.cookies.isEmpty, let challenge = HiddenFields(answer.text)["defi"] {
            answer = try await form.post(["defi": challenge, "code": try await code()])
        }
        guard let session = answer.cookies.first(where: { $0.name.hasSuffix("vigie") || $0.name == "vigie-session" }) else {
            throw BrowserError(description: "\(login) is not let in: \(answer.status) \(answer.words)")
        }
        let device = answer.cookies.first { $0.name.hasSuffix("appareil") }
        let page = try await form.get("/mon-compte", cookie: "\(session.name)=\(session.value)")
        guard let token = HiddenFields(page.text)["jeton"] else {
            throw BrowserError(description: "\(login) is signed in, and /mon-compte shows no form token: \(page.status) \(page.words)")
        }
        return SignedIn(session: session, device: device, token: token)
    }
}

/// The accounts for demonstration of a house, each signed in once for all tests: a code of the second factor serves once.
public actor DemoPeople {
    /// The one for all tests of a process.
    public static let shared = DemoPeople()

    private var known: [String: Task<SignedIn, any Error>] = [:]

    /// The session of `OFFICER`, `CLERK_56`, … as the house's `env` calls them.
    public func session(_ account: String, at house: House) async throws -> SignedIn {
        if let known = self.known[account], let session = try? await known.value, try await session.isOpen(at: house) { return session }
        let task = Task { try await Self.signIn(account, at: house) }
        self.known[account] = task
        do { return try await task.value } catch {
            self.known[account] = nil
            throw error
        }
    }

    private static func signIn(_ account: String, at house: House) async throws -> SignedIn {
        let words = try house.value("VIGIE_DEMO_\(account)").split(separator: ":", maxSplits: 1).map { String($0) }
        guard let login = words.first, let password = words.last, words.count == 2 else {
            throw BrowserError(description: "VIGIE_DEMO_\(account) is no login:password")
        }
        do {
            return try await SignedIn.at(house, login: login, password: password) { try await house.code(of: account) }
        } catch let error as BrowserError {
            guard (try? house.value("VIGIE_DEMO_\(account)_TOTP")) != nil else { throw error }
            // Another run may just have used this half minute's code.
            try await Task.sleep(for: .seconds(31))
            return try await SignedIn.at(house, login: login, password: password) { try await house.code(of: account) }
        }
    }
}

extension BrowserSession {
    /// Makes this browser somebody's who is signed in already.
    public func become(_ person: SignedIn, at house: House) async throws {
        try await self.open(house.url + "/donnees-personnelles")
        try await self.take(cookie: person.session.name, person.session.value)
    }

    /// Makes it that of an account for demonstration.
    public func become(demo account: String, at house: House) async throws {
        try await self.become(try await DemoPeople.shared.session(account, at: house), at: house)
    }
}

/// What a form of a page says beside what people fill in.
public struct HiddenFields: Sendable {
    private let values: [String: String]

    /// Reads the hidden fields of a page; of two of one name the first counts.
    public init(_ page: String) {
        var values: [String: String] = [:]
        for match in page.matches(of: /<input[^>]*type="hidden"[^>]*>/) {
            let tag = String(match.output)
            guard let name = tag.firstMatch(of: /name="([^"]*)"/), let value = tag.firstMatch(of: /value="([^"]*)"/) else { continue }
            values[String(name.1)] = values[String(name.1)] ?? String(value.1)
        }
        self.values = values
    }

    /// The value of a field; nothing where the page has none of that name.
    public subscript(_ name: String) -> String? { self.values[name] }
}

/// The form of `/connexion`, over HTTP.
private struct SignInForm {
    let house: House

    func get(_ path: String, cookie: String? = nil) async throws -> PlainHTTP.Answer {
        try await PlainHTTP.send(.GET, self.house.url + path, headers: ["Accept": "text/html"].merging(cookie.map { ["Cookie": $0] } ?? [:]) { $1 })
    }

    /// Opens the form and sends it, filled in.
    func post(_ fields: [String: String]) async throws -> PlainHTTP.Answer {
        let hidden = HiddenFields(try await self.get("/connexion").text)
        var fields = fields
        for name in ["jeton", "action"] where hidden[name] != nil { fields[name] = hidden[name] }
        return try await PlainHTTP.send(
            .POST, self.house.url + "/connexion", body: ("application/x-www-form-urlencoded", FormText.encoded(fields)),
            headers: ["Accept": "text/html", "Origin": self.house.url])
    }
}

extension PlainHTTP.Answer {
    /// What a page says, without its tags.
    fileprivate var words: String {
        self.text.replacing(/(?s)^.*<main[^>]*>|<\/main>.*$|<[^>]+>/, with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(400)
            .description
    }
}

/// Fields of a form as browsers send them.
public enum FormText {
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)

    /// Writes fields as `application/x-www-form-urlencoded`, in the order of their names.
    public static func encoded(_ fields: [String: String]) -> String {
        fields.sorted { $0.key < $1.key }.map { "\(self.escaped($0.key))=\(self.escaped($0.value))" }.joined(separator: "&")
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map {
            self.plain.contains($0)
                ? String(UnicodeScalar($0)) : "%" + String($0 >> 4, radix: 16, uppercase: true) + String($0 & 15, radix: 16, uppercase: true)
        }
        .joined()
    }
}
