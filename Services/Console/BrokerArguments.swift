import ArgumentParser
import Messaging
import Runtime

/// The command-line options that tell where the broker is.
struct BrokerArguments: ParsableArguments {
    @Option(help: "RabbitMQ: amqp://… (default: VIGIE_AMQP_URL, or the file VIGIE_AMQP_URL_FILE)")
    var amqpURL: String?

    @Option(help: "RabbitMQ's management API: http://user:password@host:port (default: VIGIE_AMQP_MANAGEMENT_URL, or its file)")
    var managementURL: String?

    var address: BrokerAddress {
        get throws { try BrokerAddress(url: ConsoleEnvironment().required(self.amqpURL, option: "amqp-url", key: "VIGIE_AMQP_URL")) }
    }

    /// The virtual host of everything but requests and replies.
    var virtualHost: String { get throws { try self.address.virtualHost } }

    /// Where questions are asked: `VIGIE_AMQP_RPC_URL`, else beside the main virtual host.
    var questions: BrokerAddress {
        get throws {
            let own = try ConsoleEnvironment().value("VIGIE_AMQP_RPC_URL").map { try BrokerAddress(url: $0) }
            return BrokerAddresses(main: try self.address, rpc: own).rpc
        }
    }

    /// The virtual host of requests and replies.
    var rpcHost: String { get throws { try self.questions.virtualHost } }

    /// The step that creates virtual hosts and users and gives the users their rights.
    var setup: BrokerSetup { get throws { BrokerSetup(management: try self.management, main: try self.virtualHost, rpc: try self.rpcHost) } }

    var management: ManagementAPI {
        get throws {
            let url = try ConsoleEnvironment().required(self.managementURL, option: "management-url", key: "VIGIE_AMQP_MANAGEMENT_URL")
            return try ManagementAPI(url: url, virtualHost: try self.virtualHost)
        }
    }
}
