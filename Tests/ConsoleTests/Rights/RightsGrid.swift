import Contracts
import Messaging
import Runtime
import TestBench

@testable import vigiectl

/// A pair of virtual hosts with topology and rights as `vigiectl migrate` makes them, and everything that may be tried there.
struct RightsGrid {
    let broker: PrivateRabbitMQ
    let url: String
    let hosts: BrokerAddresses
    let setup: BrokerSetup

    init() async throws {
        self.broker = try await PrivateRabbitMQ.shared
        self.url = try await self.broker.makeVirtualHost()
        self.hosts = BrokerAddresses(main: try BrokerAddress(url: self.url))
        self.setup = BrokerSetup(
            management: try ManagementAPI(url: self.broker.managementURL, virtualHost: self.hosts.main.virtualHost),
            main: self.hosts.main.virtualHost, rpc: self.hosts.rpc.virtualHost)
        let missing = try await self.setup.apply(passwords: [:])
        guard missing.isEmpty else { throw ConsoleError("no user \(missing)") }
        try await TopologyAdministrator(address: self.hosts.main, name: "grid").apply(VigieTopology.topology)
        try await TopologyAdministrator(address: self.hosts.rpc, name: "grid").apply(Topology(queues: Self.questions.map { .init($0) }))
    }

    func hosts(of user: BrokerUser) throws -> BrokerAddresses {
        guard user != .vigiectl else { return self.hosts }
        return BrokerAddresses(main: try BrokerAddress(url: self.broker.url(self.url, as: user.name)))
    }

    static let questions = ["vigie.rpc.aggregation", "vigie.rpc.alerting", "vigie.rpc.map-rendering"]
    private static let durable = ["aggregation.declarations", "alerting.counts", "dead.aggregation.declarations", "dead.alerting.counts"]
    /// Queues that a connection of Portal's and one of MapRendering's hold.
    static let held: [(BrokerUser, String)] = [(.portal, "portal.feed"), (.mapRendering, "map-rendering.feed")]
    private static let foreign = ["amq.direct", "amq.topic", "amq.fanout", "amq.headers"]

    /// What is tried in the main virtual host; what would destroy something comes last.
    static var main: [Deed] {
        let queues = Self.durable + Self.held.map(\.1)
        let exchanges = ["vigie.declarations", "vigie.events", "vigie.dead"]
        let keys = [
            "counts.changed.56", "counts.changed.2A", "counts.changed.", "counts.changed.56.x", "x.counts.changed.56", "alert.changed.56", "alert.changed.*",
            "other",
        ]
        var deeds: [Deed] = queues.map { .publish(exchange: "", key: $0) }
        deeds.append(.publish(exchange: "vigie.declarations", key: "declaration"))
        deeds += keys.map { .publish(exchange: "vigie.events", key: $0) }
        deeds += Self.durable.prefix(2).map { .publish(exchange: "vigie.dead", key: $0) }
        deeds += Self.foreign.map { .publish(exchange: $0, key: "x") }
        deeds += ["stranger", "aggregation.stranger", "portal", "portal.x y", "portal.feed.more"].map { .declare($0) }
        deeds += BrokerUser.allCases.map { .declareExclusive("\($0).0a1b") }
        deeds += ["stranger", "vigie.stranger", "portal.0a1b", "map-rendering.0a1b"].map { .declareExchange($0) }
        deeds += queues.map { .consume($0) }
        for queue in queues {
            deeds += [
                .bind(queue: queue, exchange: "vigie.events", key: "counts.changed.*"), .bind(queue: queue, exchange: "vigie.events", key: "alert.changed.*"),
                .bind(queue: queue, exchange: "vigie.events", key: "#"), .bind(queue: queue, exchange: "vigie.declarations", key: "declaration"),
                .bind(queue: queue, exchange: "vigie.dead", key: "aggregation.declarations"),
            ]
        }
        deeds += queues.map { .declare($0) } + exchanges.map { .declareExchange($0) }
        return deeds + queues.map { .purge($0) } + queues.map { .delete($0) } + exchanges.map { .deleteExchange($0) }
    }

    /// What is tried in the virtual host of questions.
    static var rpc: [Deed] {
        var deeds: [Deed] = [.await] + Self.questions.map { .publish(exchange: "", key: $0) }
        deeds += Self.foreign.map { .publish(exchange: $0, key: "x") }
        deeds += ["stranger", "vigie.rpc", "vigie.rpc.portal", "vigie.rpc.aggregation.more"].map { .declare($0) }
        deeds += [.declareExclusive("portal.0a1b"), .declareExchange("stranger")]
        deeds += Self.questions.map { .consume($0) } + Self.questions.map { .declare($0) } + Self.questions.map { .purge($0) }
        return deeds + Self.questions.map { .delete($0) }
    }

    /// Tries what a user may or may not do, and answers where the broker differs from what is expected of it; all of them, or
    /// up to the first.
    func differences(of user: BrokerUser, inRPC: Bool, upToFirst: Bool = false) async throws -> (tried: Int, found: [String]) {
        let hosts = try self.hosts(of: user)
        let expected = inRPC ? ExpectedRights.rpc(user.name) : ExpectedRights.main(user.name)
        var found: [String] = []
        var tried = 0
        var remaining = expected
        for deed in inRPC ? Self.rpc : Self.main {
            remaining.remove(deed.description)
            tried += 1
            let isAllowed = try await deed.isAllowed(at: inRPC ? hosts.rpc : hosts.main)
            guard isAllowed != expected.contains(deed.description) else { continue }
            found.append("\(user) \(isAllowed ? "may" : "may not") \(deed)\(inRPC ? ", among questions" : "")")
            if upToFirst { return (tried, found) }
        }
        return (tried, found + remaining.map { "never tried: \(user) \($0)" })
    }

    /// Holds the queues of Portal and MapRendering while `body` runs.
    func holding(_ body: () async throws -> Void) async throws {
        try await Self.hold(Self.held[...], in: self, body)
    }

    private static func hold(_ rest: ArraySlice<(BrokerUser, String)>, in grid: RightsGrid, _ body: () async throws -> Void) async throws {
        guard let (user, queue) = rest.first else { return try await body() }
        try await HeldQueue.during(queue, at: try grid.hosts(of: user).main) { try await Self.hold(rest.dropFirst(), in: grid, body) }
    }
}
