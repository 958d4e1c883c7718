import Answering
import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Messaging
import Mortality
import Runtime
import Testing
import Web

@testable import Accounts
@testable import Portal

/// What each role is answered at each address. The table is written out: whoever changes a line says so here.
@Suite("Who is answered what", .timeLimit(.minutes(5)))
struct RoleMatrixTests {
    /// In the order of the table's columns.
    private static let holders: [(login: String, grant: String)] = [
        ("clerk", "clerk@commune:56260"), ("call", "call-centre@department:56"), ("reader", "prefecture-reader@department:56"),
        ("officer", "prefecture-officer@department:56"), ("admin", "prefecture-administrator@department:56"), ("region", "region-reader@region:53"),
        ("zone", "defence-zone-reader@zone:ouest"), ("partner", "partner-reader@region:53"), ("national", "national-reader@nation"),
        ("nadmin", "national-administrator@nation"), ("operations", "operations@nation"), ("auditor", "auditor@nation"),
        ("foreign", "prefecture-officer@department:29"),
    ]

    // A comment carries nothing; a body makes it a POST.
    private static let table = """
        address                                  clerk call read offi admi regi zone part nati nadm oper audi foreign
        page /                                   303   200  200  200  200  200  200  200  200  200  303  303  200
        page /france                             403   200  200  200  200  200  200  200  200  200  403  403  200
        page /departements/56                    403   200  200  200  200  200  200  200  200  200  403  403  403
        page /mairie/                            200   200  403  200  403  403  403  403  403  403  403  403  200
        page /mairie/aide                        200   200  403  200  403  403  403  403  403  403  403  403  200
        page /mairie/exercice                    404   404  403  404  403  403  403  403  403  403  403  403  404
        page /mairie/rappels                     404   404  403  404  403  403  403  403  403  403  403  403  404
        page /mairie/rappels/fin                 404   404  404  404  404  404  404  404  404  404  404  404  404
        page /connexion/oubli                    404   404  404  404  404  404  404  404  404  404  404  404  404
        page /mairie/tableau?commune=56260       200   200  403  200  403  403  403  403  403  403  403  403  403
        page /mairie/declarer?commune=56260      200   200  403  200  403  403  403  403  403  403  403  403  403
        page /mairie/modele.csv?commune=56260    200   200  403  200  403  403  403  403  403  403  403  403  403
        page /accessibilite                      200   200  200  200  200  200  200  200  200  200  200  200  200
        get /mairie/application                  200   200  200  200  200  200  200  200  200  200  200  200  200
        get /mairie/worker.js                    200   200  200  200  200  200  200  200  200  200  200  200  200
        get /mairie/manifest.webmanifest         200   200  200  200  200  200  200  200  200  200  200  200  200
        get /v1/town-hall/56260                  200   200  403  200  403  403  403  403  403  403  403  403  403
        page /comptes                            403   200  403  403  200  403  403  403  403  200  403  403  403
        page /appels                             403   200  403  200  200  403  403  403  403  200  403  403  404
        page /appels?departement=56              403   200  403  200  200  403  403  403  403  200  403  403  403
        page /appels/56260                       403   200  403  200  200  403  403  403  403  200  403  403  403
        page /mairie/?commune=56260               200   200  403  200  403  403  403  403  403  403  403  403  403
        get /v1/departments/56/calls             403   200  403  200  200  403  403  403  403  200  403  403  403
        get /v1/departments/56/calls.csv         403   200  403  200  200  403  403  403  403  200  403  403  403
        get /v1/communes/56260/calls             403   200  403  200  200  403  403  403  403  200  403  403  403
        post /v1/communes/56260/calls            403   201  403  201  201  403  403  403  403  201  403  403  403
        page /audit                              403   403  403  403  403  403  403  403  403  403  403  200  403
        get /v1/audit.csv                        403   403  403  403  403  403  403  403  403  403  403  200  403
        page /ouvertures                         403   403  403  403  403  403  403  403  403  200  403  403  403
        page /ouvertures/56                      403   403  403  403  403  403  403  403  403  200  403  403  403
        page /exploitation                       403   403  403  403  403  403  403  403  403  403  200  403  403
        page /mon-compte                         200   200  200  200  200  200  200  200  200  200  200  200  200
        page /donnees-personnelles               200   200  200  200  200  200  200  200  200  200  200  200  200
        get /v1/departments/56                   403   200  200  200  200  200  200  200  200  200  403  403  403
        get /v1/departments/56/communes          403   200  200  200  200  200  200  200  200  200  403  403  403
        get /v1/departments/56/series            403   200  200  200  200  200  200  200  200  200  403  403  403
        get /v1/departments/56/declarations      403   200  200  200  200  200  200  200  200  200  403  403  403
        get /v1/departments/56/clusters          403   403  200  200  200  200  200  200  200  200  403  403  403
        get /v1/departments/56/watch             403   403  200  200  200  200  200  200  200  200  403  403  403
        get /v1/departments/56/map.png           403   200  200  200  200  200  200  200  200  200  403  403  403
        get /v1/regions/53/map.svg               403   200  200  200  200  200  200  200  200  200  403  403  200
        get /v1/france                           403   200  200  200  200  200  200  200  200  200  403  403  200
        get /v1/france/map.pdf                   403   200  200  200  200  200  200  200  200  200  403  403  200
        get /v1/tiles.json                       403   200  200  200  200  200  200  200  200  200  403  403  200
        head /v1/events?department=56            403   200  200  200  200  200  200  200  200  200  403  403  200
        get /v1/alerts                           403   403  200  200  200  200  200  200  200  200  403  403  200
        get /v1/alerts?department=56             403   403  200  200  200  200  200  200  200  200  403  403  403
        get /v1/alerts/ALERT                     403   403  200  200  200  200  200  200  200  200  403  403  403
        post /v1/alerts/ALERT/acknowledge        403   403  403  200  403  403  403  403  403  403  403  403  403
        post /v1/alerts/ALERT/close              403   403  403  200  403  403  403  403  403  403  403  403  403
        get /v1/session                          200   200  200  200  200  200  200  200  200  200  200  200  200
        get /v1/sessions                         200   200  200  200  200  200  200  200  200  200  200  200  200
        get /v1/account                          200   200  200  200  200  200  200  200  200  200  200  200  200
        get /v1/accounts                         403   200  403  403  200  403  403  403  403  200  403  403  403
        post /v1/accounts                        403   403  403  403  201  403  403  403  403  201  403  403  403
        get /v1/accounts/CLERK                   403   200  403  403  200  403  403  403  403  200  403  403  403
        get /v1/accounts/OFFICER                 403   404  403  403  200  403  403  403  403  200  403  403  403
        post /v1/accounts/OFFICER/disable        403   404  403  403  200  403  403  403  403  200  403  403  403
        post /v1/token                           200   200  403  200  403  403  403  403  403  403  403  403  403
        get /v1/audit                            403   403  403  403  403  403  403  403  403  403  403  200  403
        get /v1/operations                       403   403  403  403  403  403  403  403  403  403  200  403  403
        get /v1/openings                         403   403  403  403  403  403  403  403  403  200  403  403  403
        post /v1/departments/56/opening          403   403  403  403  403  403  403  403  403  200  403  403  403
        post /v1/departments/56/pause            403   403  403  403  403  403  403  403  403  200  403  403  403
        post /v1/departments/56/resume           403   403  403  403  403  403  403  403  403  200  403  403  403
        post /v1/departments/56/close            403   403  403  403  403  403  403  403  403  200  403  403  403
        get /v1/banner                           200   200  200  200  200  200  200  200  200  200  200  200  200
        get /v1/openapi.json                     200   200  200  200  200  200  200  200  200  200  200  200  200
        """

    private static func body(of address: String) -> String {
        switch address {
        case "/v1/communes/56260/calls": "{\"outcome\":\"absent\"}"
        case "/v1/token": "{\"commune\":\"56260\"}"
        case "/v1/accounts": "{\"name\":\"Nouvelle Venue\",\"grants\":[{\"role\":\"clerk\",\"territory\":\"commune:56260\"}]}"
        case let address where address.hasPrefix("/v1/alerts") && address.hasSuffix("close"): "{\"comment\":\"levée\"}"
        default: "{}"
        }
    }

    /// The other services, which hold everybody to the scope that they are told.
    private static func others() -> Asked {
        Asked { router in
            router.on(AlertingMethods.alerts) { request, caller in
                if !request.department.isEmpty { _ = try caller.department(request.department) }
                return Vigie_V1_AlertsReply()
            }
            router.on(AlertingMethods.alertDetail) { _, caller in
                _ = try caller.department("56")
                var reply = Vigie_V1_AlertDetailReply()
                reply.alert = try Given.alert().message
                return reply
            }
            router.on(AlertingMethods.alertAction) { request, caller in
                _ = try caller.department("56")
                var reply = Vigie_V1_AlertActionReply()
                reply.alert = try Given.alert().message
                reply.event = try Given.event(.acknowledged, number: 2, by: request.by).message
                return reply
            }
            router.on(AlertingMethods.clusters) { _, _ in Vigie_V1_ClustersReply() }
            router.on(AlertingMethods.watch) { _, _ in
                var reply = Vigie_V1_WatchReply()
                reply.thresholds = Given.thresholds
                return reply
            }
            router.on(AggregationMethods.communeDeclarations) { request, caller in
                _ = try caller.department(String(request.commune.prefix(2)))
                return Vigie_V1_CommuneDeclarationsReply()
            }
            router.on(AggregationMethods.recentDeclarations) { _, _ in Vigie_V1_RecentDeclarationsReply() }
            router.on(MapRenderingMethods.renderMap) { _, _ in
                var reply = Vigie_V1_RenderMapReply()
                (reply.contentType, reply.etag, reply.body) = ("image/png", "e", Data([1]))
                return reply
            }
        }
    }

    @Test("Role by role, address by address")
    func matrix() async throws {
        try await withPeople(others: Self.others()) { bench in
            let officer = try await bench.person("subject", "prefecture-officer@department:56")
            let clerk = try await bench.person("subject2", "clerk@commune:56260")
            var accounts: [Account] = []
            for (login, grant) in Self.holders { accounts.append(try await bench.person(login, grant)) }
            let all = accounts
            let rows = Self.table.split(separator: "\n").dropFirst().map { $0.split(separator: " ").map(String.init) }
            try await bench.open { client in
                var browsers: [TestBrowser] = []
                for account in all { browsers.append(try await bench.browser(client, as: account)) }
                for row in rows {
                    #expect(row.count == 2 + Self.holders.count, "\(row)")
                    let uri = row[1].replacing("ALERT", with: Given.alertID).replacing("CLERK", with: "\(clerk.id)").replacing("OFFICER", with: "\(officer.id)")
                    for (column, browser) in browsers.enumerated() {
                        let response: TestResponse =
                            switch row[0] {
                            case "page": try await browser.open(uri)
                            case "post": try await browser.ask(.post, uri, Self.body(of: row[1]))
                            case "head": try await browser.ask(.head, uri)
                            default: try await browser.ask(.get, uri)
                            }
                        #expect(
                            "\(response.status.code)" == row[2 + column],
                            "\(row[0]) \(row[1]) as \(Self.holders[column].login): \(response.status.code) \(response.text.prefix(200))")
                    }
                }
            }
        }
    }

    @Test("Every address of the API and every page is in the table, or said to be elsewhere")
    func complete() throws {
        let elsewhere: Set = [
            "/connexion", "/invitation", "/comptes/{id}", "/mon-compte/second-facteur", "/assets/{file}", "/assets/modules/{version}/{file}",
            "/v1/invitations/redeem",
            "/v1/sessions/{id}", "/v1/password/forgotten", "/v1/account/password", "/v1/account/second-factor", "/v1/account/erasure",
            "/v1/accounts/{id}/invitation",
            "/v1/accounts/{id}/enable", "/v1/colleagues", "/mairie/aucun", "/mairie/recu/{id}", "/mairie/corriger/{id}", "/mairie/retirer/{id}",
            "/mairie/exercice/aucun",
            "/mairie/exercice/declarer", "/mairie/exercice/recu/{id}", "/mairie/exercice/corriger/{id}", "/mairie/exercice/retirer/{id}",
            "/mairie/exercice/modele.csv", "/mairie/exercice/tableau", "/v1/tiles/{z}/{x}/{y}.mvt",
        ]
        let table = Set(
            Self.table.split(separator: "\n").dropFirst().compactMap { $0.split(separator: " ").dropFirst().first }.map { address in
                String(address.split(separator: "?")[0]).replacing(/^\/mairie\/$/, with: "/mairie").replacing(/town-hall\/56260/, with: "town-hall/{commune}")
                    .replacing(/\/(56260|56|53)(?=\/|$)/, with: "/{code}").replacing(/ALERT|CLERK|OFFICER/, with: "{id}")
            })
        let routes = Set(try TestedPortal(isLoaded: false).router().routes.map(\.path.description))
        for route in routes where !elsewhere.contains(route) {
            let family = route.replacing(/map\.(svg|png|pdf)/, with: "map")
            let isThere =
                table.contains(route) || table.contains { $0.replacing(/map\.(svg|png|pdf)/, with: "map") == family }
                || AlertAction.allCases.contains { route.hasSuffix("/\($0.rawValue)") }
            #expect(isThere, "\(route)")
        }
    }
}
