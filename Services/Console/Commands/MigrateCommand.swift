import ArgumentParser
import Messaging
import Persistence
import Runtime
import Schema

/// Brings database and broker to what this version needs.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Brings PostgreSQL and RabbitMQ to what this version needs; again, it changes nothing.",
        discussion: """
            Roles, tables and grants in PostgreSQL; exchanges, queues and bindings in RabbitMQ when its address is given; their limits when the \
            management API's address is given too. Services may go on working meanwhile.
            """)

    @Option(help: "A file of lines role=password, such as vigie_ingest=… (default: what VIGIE_ROLE_PASSWORDS_FILE names).")
    var rolePasswords: String?

    @OptionGroup var database: DatabaseArguments
    @OptionGroup var broker: BrokerArguments

    func run() async throws {
        let environment = ConsoleEnvironment()
        let passwords = try (self.rolePasswords ?? environment.path("VIGIE_ROLE_PASSWORDS_FILE")).map { try RolePasswords(path: $0).passwords } ?? [:]
        let applied = try await self.database.withPool { try await SchemaInstaller(pool: $0).install(passwords: passwords) }
        print(applied.isEmpty ? "PostgreSQL: nothing to migrate." : "PostgreSQL: applied \(applied.map(\.description).joined(separator: ", ")).")

        guard try self.broker.amqpURL != nil || environment.value("VIGIE_AMQP_URL") != nil else {
            return print("RabbitMQ: no address given, left alone.")
        }
        let hasManagement = try self.broker.managementURL != nil || environment.value("VIGIE_AMQP_MANAGEMENT_URL") != nil
        if hasManagement {
            // Limits come first: a queue must not live without its delivery limit for a moment.
            let management = try self.broker.management
            for policy in VigieTopology.policies { try await management.put(policy) }
        }
        try await TopologyAdministrator(address: try self.broker.address, name: "vigiectl").apply(VigieTopology.topology)
        print("RabbitMQ: exchanges, queues and bindings are in place\(hasManagement ? ", and so are their limits" : "; limits left alone, no management API given").")
    }
}
