import Contracts
import Messaging
import Runtime
import TestBench
import Testing

@testable import vigiectl

/// Users × exchanges and queues, against a real broker.
@Suite("What each user may do at the broker", .timeLimit(.minutes(10)))
struct BrokerRightsTests {
    @Test("Each service may do what it is for, and nothing else: the whole grid")
    func grid() async throws {
        let grid = try await RightsGrid()
        try await grid.holding {
            try await withThrowingTaskGroup(of: (tried: Int, found: [String]).self) { group in
                for user in BrokerUser.services {
                    group.addTask { try await grid.differences(of: user, inRPC: false) }
                }
                var tried = 0
                for try await one in group {
                    #expect(one.found == [])
                    tried += one.tried
                }
                #expect(tried >= 5 * 90)
            }
        }
        // One after the other: who answers may delete its queue, and makes it anew.
        for user in BrokerUser.services {
            #expect(try await grid.differences(of: user, inRPC: true).found == [])
            try await TopologyAdministrator(address: grid.hosts.rpc, name: "grid").apply(Topology(queues: RightsGrid.questions.map { .init($0) }))
        }
    }

    @Test("Whoever runs the house may do everything in both virtual hosts")
    func console() async throws {
        let grid = try await RightsGrid()
        for deed in RightsGrid.main where !RightsGrid.held.contains(where: { deed.description.contains($0.1) }) {
            #expect(try await deed.isAllowed(at: grid.hosts.main), "\(deed)")
        }
        for deed in RightsGrid.rpc { #expect(try await deed.isAllowed(at: grid.hosts.rpc), "\(deed)") }
    }

    @Test("Any one right made wider is noticed by the grid", arguments: BrokerUser.services)
    func widened(user: BrokerUser) async throws {
        let grid = try await RightsGrid()
        let rights = grid.setup.rights
        let management = grid.setup.management
        try await grid.holding {
            for right in rights.permissions where right.user == user.name {
                let isRPC = right.virtualHost == rights.rpc
                for (word, wider) in [
                    ("configure", Permission(user: right.user, virtualHost: right.virtualHost, configure: ".*", write: right.write, read: right.read)),
                    ("write", Permission(user: right.user, virtualHost: right.virtualHost, configure: right.configure, write: ".*", read: right.read)),
                    ("read", Permission(user: right.user, virtualHost: right.virtualHost, configure: right.configure, write: right.write, read: ".*")),
                ] {
                    try await management.put(wider)
                    let found = try await grid.differences(of: user, inRPC: isRPC, upToFirst: true).found
                    #expect(!found.isEmpty, "\(user)'s \(word) in \(isRPC ? "rpc" : "main")")
                    try await management.put(right)
                    try await grid.clear()
                }
            }
            // A routing key counts only for who may write to the exchange, or read it.
            for right in rights.topicPermissions where right.user == user.name && user != .ingest {
                try await management.put(
                    TopicPermission(user: right.user, virtualHost: right.virtualHost, exchange: right.exchange, write: ".*", read: ".*"))
                let found = try await grid.differences(of: user, inRPC: false, upToFirst: true).found
                #expect(!found.isEmpty, "\(user)'s routing keys")
                try await management.put(right)
                try await grid.clear()
            }
        }
    }
}

extension RightsGrid {
    /// Takes away what a right that was too wide let a user make.
    fileprivate func clear() async throws {
        let admin = self.hosts
        for queue in ["stranger", "aggregation.stranger", "portal", "portal.x y", "portal.feed.more"] {
            _ = try await Deed.delete(queue).isAllowed(at: admin.main)
        }
        for queue in ["stranger", "vigie.rpc", "vigie.rpc.portal", "vigie.rpc.aggregation.more"] { _ = try await Deed.delete(queue).isAllowed(at: admin.rpc) }
    }
}
