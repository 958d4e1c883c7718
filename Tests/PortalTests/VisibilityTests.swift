import Accounts
import Answering
import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LiveCopies
import Messaging
import Mortality
import Runtime
import TestBench
import Testing

@testable import Portal

/// Every address that `openapi.json` describes, asked during a red that nobody has confirmed.
@Suite("What is seen outside the prefecture", .timeLimit(.minutes(2)))
struct VisibilityTests {
    private struct Description: Decodable {
        struct Operation: Decodable {
            let parameters: [Parameter]?
            /// Ways to say who one is, where not every way will do.
            let security: [[String: [String]]]?
        }

        struct Parameter: Decodable {
            let name: String
            let place: String

            private enum CodingKeys: String, CodingKey {
                case name
                case place = "in"
            }
        }

        let paths: [String: [String: Operation]]
    }

    /// What each parameter is given. An address with another one must be asked with it, too: say here with what.
    private static let values: [String: [String]] = [
        "code": ["56"], "commune": ["56260"], "id": [Given.alertID], "z": ["5"], "x": ["15"], "y": ["11"], "date": ["2020-03-14"], "from": ["2020-03-10"],
        "to": ["2020-03-14"], "indicator": ["level"], "by": ["department", "commune"], "department": ["56"], "limit": ["10"], "width": ["640"],
        "height": ["480"],
    ]

    private static let others = [
        "/v1/declarations", "/v1/session", "/v1/sessions", "/v1/account", "/v1/accounts", "/v1/invitations", "/v1/colleagues", "/v1/token",
        "/v1/audit", "/v1/banner", "/v1/operations", "/v1/exercise/declarations",
    ]

    /// The addresses of a method, with all their parameters and with none that may be left out.
    private func addresses(_ method: String) throws -> [String] {
        let description = try JSONDecoder().decode(Description.self, from: Data(PackageResources.openapi_json))
        // Ingest's are behind the same edge, and another program; the description itself tells of no alert; accounts and the
        // audit are told of people.
        let paths = description.paths.filter { path, _ in
            path != "/v1/openapi.json" && !Self.others.contains { path == $0 || path.hasPrefix($0 + "/") }
        }
        return try paths.keys.sorted().flatMap { path -> [String] in
            // Addresses of people alone tell of no alert, and know no key.
            guard let operation = paths[path]?[method], operation.security?.contains(where: { $0.keys.contains("key") }) ?? true else { return [] }
            var (bare, whole) = ([path], [path])
            for parameter in operation.parameters ?? [] where parameter.place != "header" {
                var values = try #require(Self.values[parameter.name], "\(path) has a parameter \(parameter.name) that this test knows no value of")
                if path.hasPrefix("/v1/regions"), parameter.name == "code" { values = ["53"] }
                func with(_ addresses: [String]) -> [String] {
                    addresses.flatMap { address in
                        values.map { value in
                            if parameter.place == "path" { return address.replacing("{\(parameter.name)}", with: value) }
                            return address + (address.contains("?") ? "&" : "?") + "\(parameter.name)=\(value)"
                        }
                    }
                }
                whole = with(whole)
                if parameter.place == "path" || path == "/v1/events" { bare = with(bare) }
            }
            #expect((bare + whole).allSatisfy { !$0.contains("{") }, "\(path) names parameters that it does not describe")
            return Array(Set(bare + whole)).sorted()
        }
    }

    /// A Portal that knows of the red, and others that tell whatever they are asked.
    private func portal() throws -> TestedPortal {
        let days = try (10...15).map { try Given.march($0) }
        var figures = StandingFigures()
        for day in days {
            figures.assessments.apply(
                department: try Given.morbihan,
                [
                    DepartmentAssessment(
                        department: try Given.morbihan, day: day, level: .red, observed: 9, expectation: nil, reportedDays: 7, reportedShare: 1,
                        method: "test", version: 1)
                ])
        }
        figures.assessments.apply(department: try Given.morbihan, alerts: [try Given.alert()])
        let hub = ChangeHub(epoch: "e")
        hub.record(.alert, department: try Given.morbihan, communesByDay: [try Given.march(14): []])
        return TestedPortal(Self.asked(), figures: figures, hub: hub)
    }

    private static func asked() -> Asked {
        Asked { router in
            router.on(AlertingMethods.alerts) { _, _ in
                var reply = Vigie_V1_AlertsReply()
                reply.alerts = [try Given.alert().message, try Given.alert(level: .green, peak: .red, confirmation: .declined, status: .closed).message]
                return reply
            }
            router.on(AlertingMethods.alertDetail) { _, _ in
                var reply = Vigie_V1_AlertDetailReply()
                reply.alert = try Given.alert().message
                reply.events = [
                    try Given.event(day: try Given.march(14)).message,
                    try Given.event(.commented, number: 2, by: "Mme Le Gall", comment: "Le rouge est justifié.").message,
                ]
                reply.dossier = try Given.dossier()
                return reply
            }
            router.on(AlertingMethods.clusters) { _, _ in Vigie_V1_ClustersReply() }
            router.on(AlertingMethods.watch) { _, _ in Vigie_V1_WatchReply() }
            router.on(AggregationMethods.recentDeclarations) { _, _ in Vigie_V1_RecentDeclarationsReply() }
            router.on(MapRenderingMethods.tile) { _, _ in Vigie_V1_TileReply() }
            // As MapRendering decides, by the same function.
            router.on(MapRenderingMethods.renderMap) { request, _ in
                let viewer: Viewer = request.viewer == .prefecture && !request.department.isEmpty ? .prefecture : .outside
                var reply = Vigie_V1_RenderMapReply()
                reply.contentType = "text/plain"
                reply.body = Data(viewer.told(.red, .pending).rawValue.utf8)
                reply.size = UInt32(reply.body.count)
                return reply
            }
        }
    }

    /// What an address answers. Streams are ended once they have said what there is.
    private func ask(_ path: String, _ key: @escaping @Sendable (TestedPortal) -> APIKey) async throws -> TestResponse {
        let portal = try self.portal()
        return try await portal.open { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                if path.hasPrefix("/v1/events") {
                    group.addTask {
                        while portal.hub.count == 0 { try await Task.sleep(for: .milliseconds(5)) }
                        try await Task.sleep(for: .milliseconds(50))
                        portal.hub.close()
                    }
                }
                var headers: HTTPFields = [.authorization: "Bearer \(key(portal).text)"]
                if let name = HTTPField.Name("Last-Event-ID") { headers[name] = "e.0" }
                let response = try await client.execute(uri: path, method: .get, headers: headers)
                group.cancelAll()
                return response
            }
        }
    }

    /// Whether an answer tells of red: as a value, or in words. (Thresholds have a field of that name.)
    private func tellsOfRed(_ response: TestResponse) -> Bool {
        if let told = ToldRed.isIn(Data(response.body.readableBytesView)) { return told }
        return response.text.contains("red") || response.text.lowercased().contains("rouge")
    }

    @Test("An outsider is told of no red that nobody has confirmed, at any address")
    func outsider() async throws {
        let addresses = try self.addresses("get")
        #expect(addresses.count > 30)
        for path in addresses {
            let response = try await self.ask(path) { $0.observer }
            #expect(response.status == .ok || response.status == .noContent, "\(path)")
            #expect(!self.tellsOfRed(response), "\(path): \(response.text.prefix(2_000))")
        }
    }

    @Test(
        "The prefecture sees it at its own addresses, and as outsiders do where more than a department is shown", arguments: ["morbihan", "reader", "national"])
    func prefecture(who: String) async throws {
        let key: @Sendable (TestedPortal) -> APIKey = { who == "morbihan" ? $0.morbihan : who == "reader" ? $0.reader : $0.national }
        var red: Set<String> = []
        for path in try self.addresses("get") where self.tellsOfRed(try await self.ask(path, key)) {
            red.insert(String(path.prefix { $0 != "?" }) + (path.contains("department=") ? "?department" : ""))
        }
        #expect(
            red == [
                "/v1/departments/56", "/v1/departments/56/series", "/v1/departments/56/map.svg", "/v1/departments/56/map.png",
                "/v1/departments/56/map.pdf", "/v1/alerts?department", "/v1/alerts/\(Given.alertID)",
            ])
    }

    @Test("An outsider acts upon nothing")
    func acting() async throws {
        let portal = try self.portal()
        let addresses = try self.addresses("post")
        #expect(addresses.count == AlertAction.allCases.count)
        for path in addresses {
            let response = try await portal.open { try await $0.post(path, "{}", key: portal.observer) }
            #expect(response.status == .forbidden && !self.tellsOfRed(response), "\(path)")
        }
    }

    @Test("Who looks from where", arguments: Viewer.allCases, Level.allCases)
    func told(viewer: Viewer, level: Level) {
        for confirmation in Mortality.Confirmation.allCases.map(Optional.some) + [nil] {
            let isWithheld = viewer == .outside && level == .red && confirmation != .confirmed
            #expect(viewer.told(level, confirmation) == (isWithheld ? .orange : level))
            #expect(viewer.withholds(level, confirmation) == isWithheld)
        }
    }
}
