import ArgumentParser
import Contracts
import Messaging
import Persistence
import Runtime
import Schema

/// Brings database and broker to what this version needs.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Brings PostgreSQL and RabbitMQ to what this version needs; again, it changes nothing.",
        discussion: """
            Roles, tables and grants in PostgreSQL; exchanges, queues and bindings in RabbitMQ when its address is given; their limits, users and \
            what each may do when the management API's address is given too. Services may go on working meanwhile.
            """)

    @Option(help: "A file of lines role=password, such as vigie_ingest=… (default: what VIGIE_ROLE_PASSWORDS_FILE names).")
    var rolePasswords: String?

    @Option(help: "A file of lines user=password, such as ingest=… (default: what VIGIE_BROKER_PASSWORDS_FILE names).")
    var brokerPasswords: String?

    @Option(
        help: "The management API as an administrator of a version before, who makes this one (default: VIGIE_AMQP_FORMER_MANAGEMENT_URL, or its file)")
    var formerManagementURL: String?

    @OptionGroup var database: DatabaseArguments
    @OptionGroup var broker: BrokerArguments

    func run() async throws {
        let environment = ConsoleEnvironment()
        let passwords =
            try (self.rolePasswords ?? environment.path("VIGIE_ROLE_PASSWORDS_FILE")).map { try PasswordFile<ServiceRole>(path: $0).passwords } ?? [:]
        let applied = try await self.database.withPool { try await SchemaInstaller(pool: $0).install(passwords: passwords) }
        print(applied.isEmpty ? "PostgreSQL: nothing to migrate." : "PostgreSQL: applied \(applied.map(\.description).joined(separator: ", ")).")

        guard try self.broker.amqpURL != nil || environment.value("VIGIE_AMQP_URL") != nil else {
            return print("RabbitMQ: no address given, left alone.")
        }
        let hasManagement = try self.broker.managementURL != nil || environment.value("VIGIE_AMQP_MANAGEMENT_URL") != nil
        if hasManagement {
            try await self.settleUsers(environment)
            // Limits come first: a queue must not live without its delivery limit for a moment.
            let management = try self.broker.management
            for policy in VigieTopology.policies { try await management.put(policy) }
        }
        try await TopologyAdministrator(address: try self.broker.address, name: "vigiectl").apply(VigieTopology.topology)
        print(
            "RabbitMQ: exchanges, queues and bindings are in place\(hasManagement ? ", and so are their limits, users and rights" : "; limits, users and rights left alone, no management API given")."
        )
    }

    private func settleUsers(_ environment: ConsoleEnvironment) async throws {
        let path = self.brokerPasswords ?? environment.path("VIGIE_BROKER_PASSWORDS_FILE")
        let passwords = try path.map { try PasswordFile<BrokerUser>(path: $0).passwords } ?? [:]
        let former = try self.formerManagementURL ?? environment.value("VIGIE_AMQP_FORMER_MANAGEMENT_URL")
        let setup = try self.broker.setup
        // A file that names nobody is one of a deployment that never had another administrator.
        if let former, !former.isEmpty { try await setup.admit(by: try ManagementAPI(url: former, virtualHost: setup.rights.main)) }
        let missing = try await setup.apply(passwords: passwords)
        if !missing.isEmpty { print("RabbitMQ: no password was given for \(missing.map(\.name).joined(separator: ", ")): they have no user yet.") }
    }
}
