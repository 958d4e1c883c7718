import Accounts
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Mortality
import NIOCore
import Runtime
import Testing
import Threading

@testable import Web

@Suite("Whoever comes is known, or is told that nobody knows them")
struct ReceptionTests {
    private let session = SessionToken()

    /// A door that knows one person, and tells who came.
    private func router(_ directory: Directory?, isLoaded: Bool = true, strangers: Int = 1, pages: PageAccess? = nil) -> Router<WebContext> {
        let reference = isLoaded ? Given.reference() : nil
        let visitors = Visitors(reference: { reference }, people: directory, cookie: .loopback, clock: Given.clock)
        let router = Given.router(visitors, strangers: strangers, pages: pages)
        router.get("/v1/who") { _, context in
            switch try context.knownVisitor() {
            case .person(let person): person.name
            case .key: "key"
            case .bearer: "bearer"
            }
        }
        router.get("/v1/session") { _, context in "\(try context.knownVisitor().limitName)" }
        router.delete("/v1/session") { _, context in "\(try context.knownVisitor().limitName)" }
        router.post("/v1/who") { _, context in
            _ = try context.knownVisitor()
            return "done"
        }
        router.get("/v1/token") { _, context in
            guard case .unreachable(let person?) = context.arrival else { return "\(try context.knownVisitor().limitName)" }
            return "last known \(person.name)"
        }
        router.get("/page") { _, _ in "page" }
        router.get("/connexion") { _, _ in "sign in" }
        router.post("/connexion") { _, _ in "signed in" }
        router.get("/assets/:file") { _, _ in "asset" }
        return router
    }

    private func cookie(_ token: SessionToken? = nil, _ others: HTTPFields = [:]) -> HTTPFields {
        var headers = others
        headers[.cookie] = "vigie-session=\((token ?? self.session).text)"
        return headers
    }

    private func ask(_ router: Router<WebContext>, _ uri: String, _ headers: HTTPFields, method: HTTPRequest.Method = .get) async throws -> TestResponse {
        try await Given.open(router) { try await $0.execute(uri: uri, method: method, headers: headers) }
    }

    @Test("A session is a person where somebody knows people; elsewhere a cookie means nothing")
    func people() async throws {
        let person = Given.person(session: self.session)
        let directory = Directory([self.session: person])
        let known = try await self.ask(self.router(directory), "/v1/who", self.cookie())
        #expect(known.status == .ok && String(buffer: known.body) == "Mme Le Gall")
        #expect(directory.state.withLock { $0.uses } == [person.account])
        #expect(try await self.ask(self.router(directory), "/v1/who", self.cookie(SessionToken())).status == .unauthorized)
        #expect(try await self.ask(self.router(nil), "/v1/who", self.cookie()).status == .unauthorized)
        // A program that is sent along with a person's cookie is not that person.
        #expect(try await self.ask(self.router(directory), "/v1/who", self.cookie(nil, [.authorization: "Bearer nonsense"])).status == .unauthorized)
        #expect(directory.state.withLock { $0.uses.count } == 1)
    }

    @Test("An open page that asks whether its session still is does not use it")
    func looking() async throws {
        let person = Given.person(session: self.session)
        let directory = Directory([self.session: person])
        let router = self.router(directory, strangers: 100)
        for method in [HTTPRequest.Method.get, .head] { _ = try await self.ask(router, "/v1/session", self.cookie(), method: method) }
        #expect(directory.state.withLock { $0.uses.isEmpty })
        // Everything else is a use, at that address too.
        _ = try await self.ask(router, "/v1/session", self.cookie(nil, [.init("Sec-Fetch-Site")!: "same-origin"]), method: .delete)
        #expect(directory.state.withLock { $0.uses } == [person.account])
    }

    @Test("Who is recalled counts by account at once; who must be looked up is bounded by the address, which gets back what it lent")
    func lookups() async throws {
        let directory = Directory([self.session: Given.person(session: self.session)])
        try await Given.open(self.router(directory)) { client in
            func ask(_ headers: HTTPFields) async throws -> HTTPResponse.Status {
                try await client.execute(uri: "/v1/who", method: .get, headers: headers).status
            }
            // Known to the directory: each time the address gets back what it lent.
            for _ in 0..<30 { #expect(try await ask(self.cookie()) == .ok) }
            for _ in 0..<10 { #expect(try await ask(self.cookie(SessionToken())) == .unauthorized) }
            #expect(directory.state.withLock { $0.lookups } == 40)
            // Now the address has nothing left: nobody is asked any more.
            #expect(try await ask(self.cookie(SessionToken())) == .tooManyRequests)
            #expect(try await ask(self.cookie()) == .tooManyRequests)
            #expect(directory.state.withLock { $0.lookups } == 40)
            directory.state.withLock { _ = $0.recalled.insert(self.session) }
            #expect(try await ask(self.cookie()) == .ok)
            // And a person has a limit, too.
            var last = HTTPResponse.Status.ok
            for _ in 0..<(UsualRate.person * 10) { last = try await ask(self.cookie()) }
            #expect(last == .tooManyRequests)
        }
    }

    @Test("While accounts are away everything says so, but for what only needs to know who it was")
    func away() async throws {
        let directory = Directory([self.session: Given.person(session: self.session)])
        directory.state.withLock { $0.isAway = true }
        let router = self.router(directory, strangers: 100, pages: PageAccess(open: []))
        let refused = try await self.ask(router, "/v1/who", self.cookie())
        #expect(refused.status == .serviceUnavailable && refused.headers[.retryAfter] != nil)
        #expect(try await self.ask(router, "/page", self.cookie()).status == .serviceUnavailable)
        #expect(try await String(buffer: self.ask(router, "/v1/token", self.cookie()).body) == "last known Mme Le Gall")
        #expect(try await self.ask(router, "/v1/token", self.cookie(SessionToken())).status == .serviceUnavailable)
        #expect(directory.state.withLock { $0.uses.isEmpty })
    }

    @Test("401 to programs, 503 before keys are loaded, and no answer without the stack")
    func nobody() async throws {
        let refused = try await self.ask(self.router(nil), "/v1/who", [:])
        #expect(refused.status == .unauthorized && refused.headers[.wwwAuthenticate] == "Bearer realm=\"vigie\"")
        #expect(try await self.ask(self.router(nil, isLoaded: false), "/v1/who", [:]).status == .serviceUnavailable)
        #expect(try await self.ask(self.router(nil, isLoaded: false), "/page", [:]).status == .ok)
        let bare = Router(context: WebContext.self)
        bare.add(middleware: ProblemMiddleware(logger: Given.quiet))
        bare.get("/v1/who") { _, context in "\(try context.knownVisitor().limitName)" }
        #expect(try await self.ask(bare, "/v1/who", [:]).status == .serviceUnavailable)
    }

    @Test("Refusals are told in French to who reads it")
    func language() async throws {
        let english = try await self.ask(self.router(nil), "/v1/who", [:])
        let french = try await self.ask(self.router(nil), "/v1/who", [.acceptLanguage: "fr"])
        #expect(String(buffer: english.body).contains("It is not known who asks"))
        #expect(String(buffer: french.body).contains("On ne sait pas qui demande"))
    }

    // MARK: Pages

    @Test(
        "Every page but the open ones leads to where people sign in, and back",
        arguments: [
            ("/page", "/connexion?suite=/page"), ("/page?date=2020-04-01&a=b", "/connexion?suite=/page%3Fdate%3D2020-04-01%26a%3Db"),
        ])
    func leads(uri: String, location: String) async throws {
        let directory = Directory([self.session: Given.person(session: self.session)])
        let router = self.router(directory, strangers: 100, pages: PageAccess(open: ["/assets/{file}"]))
        let led = try await self.ask(router, uri, [:])
        #expect(led.status == .seeOther && led.headers[.location] == location && led.headers[.cacheControl] == "no-store")
        #expect(try await self.ask(router, uri, self.cookie(SessionToken())).status == .seeOther)
        #expect(try await self.ask(router, uri, self.cookie()).status == .ok)
        for open in ["/connexion", "/assets/vigie.css"] { #expect(try await self.ask(router, open, [:]).status == .ok) }
        #expect(try await self.ask(router, "/nothing", [:]).status == .notFound)
        // A key opens no page.
        #expect(try await self.ask(router, uri, Given.headers(APIKey())).status == .seeOther)
    }

    @Test("An address of the API leads a browser there, and tells a program 401")
    func browsers() async throws {
        let router = self.router(Directory(), strangers: 100, pages: PageAccess(open: []))
        let browser: HTTPFields = [.accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"]
        #expect(try await self.ask(router, "/v1/who", browser).headers[.location] == "/connexion?suite=/v1/who")
        #expect(try await self.ask(router, "/v1/who", [.accept: "application/json"]).status == .unauthorized)
        #expect(try await self.ask(router, "/v1/who", [:]).status == .unauthorized)
        var withKey = browser
        withKey[.authorization] = "Bearer \(APIKey().text)"
        #expect(try await self.ask(router, "/v1/who", withKey).status == .unauthorized)
        // As long as nobody can sign in, nobody is led there.
        #expect(try await self.ask(self.router(nil), "/v1/who", browser).status == .unauthorized)
        #expect(try await self.ask(self.router(nil), "/page", [:]).status == .ok)
    }

    // MARK: Where a change comes from

    @Test(
        "What a person changes comes from our own pages",
        arguments: [
            (["Sec-Fetch-Site": "same-origin"], true), (["Sec-Fetch-Site": "same-site"], false), (["Sec-Fetch-Site": "cross-site"], false),
            (["Sec-Fetch-Site": "none"], false),
            (["Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"], true),
            (["Sec-Fetch-Site": "cross-site", "Origin": "http://vigie.example"], false),
            (["Origin": "http://vigie.example"], true), (["Origin": "https://vigie.example"], false),
            (["Origin": "https://vigie.example", "X-Forwarded-Proto": "https"], true),
            (["Origin": "http://vigie.example.evil.example"], false), (["Origin": "http://vigie.example:81"], false), (["Origin": "null"], false), ([:], false),
        ] as [([String: String], Bool)])
    func sameOrigin(fields: [String: String], isTaken: Bool) async throws {
        var headers = HTTPFields()
        for (name, value) in fields { if let name = HTTPField.Name(name) { headers[name] = value } }
        let request = Given.request(headers, method: .post)
        #expect(((try? SameOrigin.check(request)) != nil) == isTaken)
    }

    @Test("The stack asks that of people alone: nobody's browser sends a key unasked")
    func guardedChanges() async throws {
        let key = APIKey()
        let reference = Given.reference([Given.record(key)])
        let directory = Directory([self.session: Given.person(session: self.session)])
        let router = Given.router(Visitors(reference: { reference }, people: directory, cookie: .loopback, clock: Given.clock))
        router.post("/v1/who") { _, context in
            _ = try context.knownVisitor()
            return "done"
        }
        let fetchSite = try #require(HTTPField.Name("Sec-Fetch-Site"))
        #expect(try await self.ask(router, "/v1/who", self.cookie(), method: .post).status == .forbidden)
        #expect(try await self.ask(router, "/v1/who", self.cookie(nil, [fetchSite: "cross-site"]), method: .post).status == .forbidden)
        #expect(try await self.ask(router, "/v1/who", self.cookie(nil, [fetchSite: "same-origin"]), method: .post).status == .ok)
        #expect(try await self.ask(router, "/v1/who", Given.headers(key), method: .post).status == .ok)
    }
}
