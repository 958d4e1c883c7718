import Accounts
import Answering
import Contracts
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LiveCopies
import Messaging
import Mortality
import NIOCore
import Runtime
import Testing
import Threading
import Web

@testable import Portal

/// People at Portal: what their access says, at addresses that programs knew alone until now.
@Suite("People read and act as their access says", .timeLimit(.minutes(1)))
struct PeopleTests {
    /// Knows one person by one session.
    private final class Directory: PeopleDirectory {
        let token = SessionToken()
        private let id = AccountID()
        private let person = Locked<Person?>(nil)
        private let lookups = Locked(0)

        init(_ grants: [Grant]) { self.give(grants) }

        /// The grants that the person has from now on.
        func give(_ grants: [Grant]) {
            let access = Access(Set(grants))
            self.person.withLock { $0 = Person(account: self.id, name: "Mme Le Gall", login: "le.gall", access: access, session: self.token.reference) }
        }

        var account: AccountID? { self.person.withLock { $0?.account } }
        /// How often somebody was looked up.
        var asked: Int { self.lookups.withLock { $0 } }
        func end() { self.person.withLock { $0 = nil } }

        func person(for token: SessionToken) async -> PersonLookup {
            self.lookups.withLock { $0 += 1 }
            return token == self.token ? self.person.withLock { $0.map { .known($0) } } ?? .unknown : .unknown
        }

        var cookie: HTTPFields { [.cookie: "vigie-session=\(self.token.text)"] }

        func posting() throws -> HTTPFields {
            var headers = self.cookie
            headers[.contentType] = "application/json"
            headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "same-origin"
            headers[try #require(HTTPField.Name("X-Vigie-Token"))] = FormToken(for: self.token.reference, under: TestedPortal.secret).text
            return headers
        }
    }

    private func portal(_ role: Role, _ territory: Territory, _ others: Asked = Asked()) throws -> (TestedPortal, Directory) {
        let directory = Directory([try Grant(role, territory)])
        return (TestedPortal(others, people: directory), directory)
    }

    @Test(
        "Figures are for whom they are given to, and kept by who asks",
        arguments: [
            ("prefecture-reader", "department:56", HTTPResponse.Status.ok), ("national-reader", "nation", .ok), ("region-reader", "region:53", .ok),
            ("call-centre", "department:56", .ok),
            ("prefecture-reader", "department:22", .forbidden), ("clerk", "commune:56260", .forbidden), ("operations", "nation", .forbidden),
            ("auditor", "nation", .forbidden),
        ])
    func figures(role: String, territory: String, status: HTTPResponse.Status) async throws {
        let directory = Directory([try Grant(role: role, territory: territory)])
        let response = try await TestedPortal(people: directory).open {
            try await $0.execute(uri: "/v1/departments/56", method: .get, headers: directory.cookie)
        }
        #expect(response.status == status)
        if status == .ok {
            #expect(
                response.headers[.vary]?.hasPrefix("Cookie, Authorization") == true && response.headers[.cacheControl] == "private, no-cache"
                    && response.headers[.eTag] != nil)
        }
    }

    @Test("What one is told is kept for those who may see the same, and for nobody else")
    func kept() async throws {
        let day = try Given.march(14)
        var figures = StandingFigures()
        figures.assessments = try Given.assessments(day, level: .red, expected: 1)
        figures.assessments.apply(department: try Given.morbihan, alerts: [try Given.alert()])
        let uri = "/v1/departments/56?date=2020-03-14"
        // One door, and one cupboard, for a prefecture and a nation.
        let (token, other, partner, region) = (SessionToken(), SessionToken(), SessionToken(), SessionToken())
        let directory = Both(
            [
                token: Person(
                    account: AccountID(), name: "a", login: "a", access: Access([try Grant(.prefectureReader, .department(try Given.morbihan))]),
                    session: token.reference),
                other: Person(account: AccountID(), name: "b", login: "b", access: Access([try Grant(.nationalReader, .nation)]), session: other.reference),
                partner: Person(
                    account: AccountID(), name: "c", login: "c", access: Access([try Grant(.partnerReader, .department(try Given.morbihan))]),
                    session: partner.reference),
                region: Person(
                    account: AccountID(), name: "d", login: "d", access: Access([try Grant(role: "region-reader", territory: "region:11")]),
                    session: region.reference),
            ])
        try await TestedPortal(figures: figures, people: directory).open { client in
            func ask(_ uri: String, _ session: SessionToken) async throws -> TestResponse {
                try await client.execute(uri: uri, method: .get, headers: [.cookie: "vigie-session=\(session.text)"])
            }
            var levels: [String?] = [], departments: [Int?] = []
            // A partner reads the same department, from outside its prefecture.
            for session in [token, other, token, other, partner, token] { levels.append(try await ask(uri, session).json["level"] as? String) }
            #expect(levels == ["red", "orange", "red", "orange", "orange", "red"])
            // The nation's page is the sum of what one may see.
            for session in [other, region, other] { departments.append((try await ask("/v1/france", session).json["departments"] as? [Any])?.count) }
            #expect(departments == [1, 0, 1])
        }
    }

    private struct Both: PeopleDirectory {
        let known: [SessionToken: Person]
        init(_ known: [SessionToken: Person]) { self.known = known }
        func person(for token: SessionToken) async -> PersonLookup { self.known[token].map { .known($0) } ?? .unknown }
    }

    @Test("An officer acts in their own name, and only upon their department's alerts")
    func acting() async throws {
        let asked = Locked<[Vigie_V1_AlertActionRequest]>([])
        let others = Asked { router in
            router.on(AlertingMethods.alertAction) { request, _ in
                asked.withLock { $0.append(request) }
                var reply = Vigie_V1_AlertActionReply()
                reply.alert = try Given.alert(confirmation: .confirmed, status: .acknowledged).message
                reply.event = try Given.event(.acknowledged, number: 2, by: request.by).message
                return reply
            }
        }
        let directory = Directory([
            try Grant(.prefectureOfficer, .department(try Given.morbihan)), try Grant(.regionReader, try Territory("region:53")),
        ])
        let portal = TestedPortal(others, people: directory)
        let headers = try directory.posting()
        func act(_ body: String) async throws -> TestResponse {
            try await portal.open {
                try await $0.execute(uri: "/v1/alerts/\(Given.alertID)/acknowledge", method: .post, headers: headers, body: ByteBuffer(string: body))
            }
        }
        #expect(try await act("{}").status == .ok)
        let account = try #require(directory.account)
        let request = try #require(asked.withLock { $0.first })
        let noted = portal.noted.withLock { $0.map { "\($0.author.actor) \($0.action) \($0.subject ?? "")" } }
        #expect(noted == ["account:\(account) alert-acted-upon alert:\(Given.alertID)"])
        #expect(request.by == "Mme Le Gall" && request.keyID == "account \(account)")
        // Who reads a region and acts in a department acts in that department alone: Alerting holds them to it.
        #expect(others.questions == ["AlertAction 56"])
        #expect(try await act("{\"by\":\"M. le Préfet\"}").problem == "not-admitted by")
        #expect(try await act("{\"by\":\"Mme Le Gall\"}").status == .ok)
        let foreign = try await portal.open {
            try await $0.execute(uri: "/v1/alerts/\(Given.alertID)/acknowledge", method: .post, headers: directory.cookie, body: ByteBuffer(string: "{}"))
        }
        #expect(foreign.status == .forbidden && asked.withLock { $0.count } == 2)
        for (role, territory) in [
            ("prefecture-reader", "department:56"), ("national-administrator", "nation"), ("call-centre", "department:56"), ("partner-reader", "department:56"),
        ] {
            let reader = Directory([try Grant(role: role, territory: territory)])
            let headers = try reader.posting()
            let response = try await TestedPortal(others, people: reader).open {
                try await $0.execute(uri: "/v1/alerts/\(Given.alertID)/acknowledge", method: .post, headers: headers, body: ByteBuffer(string: "{}"))
            }
            #expect(response.status == .forbidden, "\(role)")
        }
    }

    @Test("The call centre reads no alert")
    func callCentre() async throws {
        let others = Asked { router in
            router.on(AlertingMethods.alerts) { request, caller in
                _ = try caller.department(request.department)
                return Vigie_V1_AlertsReply()
            }
        }
        let (portal, directory) = try self.portal(.callCentre, .department(try Given.morbihan), others)
        for uri in ["/v1/alerts?department=56", "/v1/alerts", "/v1/alerts/\(Given.alertID)"] {
            #expect(try await portal.open { try await $0.execute(uri: uri, method: .get, headers: directory.cookie) }.status == .forbidden, "\(uri)")
        }
        // Whoever reads another department's alerts besides reads none of this one.
        directory.give([try Grant(role: "call-centre", territory: "department:56"), try Grant(role: "prefecture-reader", territory: "department:29")])
        #expect(try await portal.open { try await $0.execute(uri: "/v1/alerts?department=56", method: .get, headers: directory.cookie) }.status == .forbidden)
        #expect(others.questions.isEmpty)
    }

    @Test("A stream whose session ends, or reaches less far, ends with the next sign of life", arguments: [false, true])
    func streams(isNarrowed: Bool) async throws {
        let elsewhere = try Grant(role: "prefecture-reader", territory: "department:29")
        let (portal, directory) = try self.portal(.prefectureReader, .department(try Given.morbihan))
        let text = try await portal.open { client in
            async let answer = client.execute(uri: "/v1/events?department=56", method: .get, headers: directory.cookie)
            let deadline = ContinuousClock.now + .seconds(10)
            while portal.hub.count != 1, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
            let before = directory.asked
            portal.hub.record(.counts, department: try Given.morbihan, communesByDay: [try Given.march(3): []])
            // The stream has looked who listens, and tells this next.
            while directory.asked == before, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
            try await Task.sleep(for: .milliseconds(300))
            if isNarrowed { directory.give([elsewhere]) } else { directory.end() }
            portal.hub.record(.alert, department: try Given.morbihan, communesByDay: [try Given.march(4): []])
            return try await answer.text
        }
        #expect(text.contains("event: counts") && !text.contains("event: alert") && portal.hub.count == 0)
    }

    @Test(
        "Once people sign in, every page leads there who has not, and every figure, map, tile, picture and stream is 401",
        arguments: [
            "/v1/departments/56", "/v1/departments/56/communes", "/v1/departments/56/series", "/v1/departments/56/declarations", "/v1/departments/56/clusters",
            "/v1/departments/56/watch",
            "/v1/departments/56/map.png", "/v1/regions/53/map.svg", "/v1/france", "/v1/france/map.pdf", "/v1/tiles/5/15/11.mvt", "/v1/tiles.json",
            "/v1/events?department=56", "/v1/alerts",
        ])
    func signedOut(uri: String) async throws {
        let (portal, _) = try self.portal(.nationalReader, .nation)
        try await portal.open { client in
            #expect(try await client.execute(uri: uri, method: .get).status == .unauthorized)
            let stranger: HTTPFields = [.cookie: "vigie-session=\(SessionToken().text)"]
            #expect(try await client.execute(uri: uri, method: .get, headers: stranger).status == .unauthorized)
            for page in ["/", "/france", "/departements/56"] {
                let led = try await client.execute(uri: page, method: .get)
                #expect(led.status == .seeOther && led.headers[.location]?.hasPrefix("/connexion") == true, "\(page)")
            }
            #expect(try await client.execute(uri: "/assets/vigie.css", method: .get).status == .ok)
        }
    }
}
