import Contracts
import Messaging
import Runtime

/// Gives the broker its virtual hosts, users and rights. Applying it again changes nothing.
struct BrokerSetup: Sendable {
    let management: ManagementAPI
    let rights: VigieRights

    init(management: ManagementAPI, main: String, rpc: String) {
        self.management = management
        self.rights = VigieRights(main: main, rpc: rpc)
    }

    /// Lets the broker's former administrator, which has another name, create the current one where it does not exist yet.
    func admit(by former: ManagementAPI?) async throws {
        guard let former, try await !self.management.isAdmitted(), try await former.isAdmitted() else { return }
        try await former.put(user: self.management.user, password: self.management.password, isAdministrator: true)
        for permission in self.rights.permissions where permission.user == self.management.user && permission.virtualHost == self.rights.main {
            try await former.put(permission)
        }
    }

    /// Makes what is missing, and gives every user that exists its rights.
    ///
    /// - Parameter passwords: The services' passwords; a service without one keeps the one it has, if it is there at all.
    /// - Returns: the services that have no user yet.
    @discardableResult
    func apply(passwords: [BrokerUser: String]) async throws -> [BrokerUser] {
        for host in [self.rights.main, self.rights.rpc] { try await self.management.put(virtualHost: host) }
        for (user, password) in passwords.sorted(by: { $0.key.name < $1.key.name }) where user != .vigiectl {
            try await self.management.put(user: user.name, password: password)
        }
        let users = try await self.management.users()
        // Routing keys come first: without them a permission holds for all.
        for permission in self.rights.topicPermissions where users.contains(permission.user) { try await self.management.put(permission) }
        for permission in self.rights.permissions where users.contains(permission.user) { try await self.management.put(permission) }
        for queue in [AggregationMethods.service, AlertingMethods.service, MapRenderingMethods.service].map(Names.Queue.rpc) {
            // A version before asked its questions here.
            _ = try await self.management.deleteUnused(queue)
        }
        return BrokerUser.services.filter { !users.contains($0.name) }
    }

    /// Deletes the users that no version uses any more, and returns their names. Whoever still connects as one of them loses its connection.
    func retire() async throws -> [String] {
        let users = try await self.management.users()
        let retired = VigieRights.retired.filter { users.contains($0) && $0 != self.management.user }
        for user in retired { try await self.management.delete(user: user) }
        return retired
    }
}
