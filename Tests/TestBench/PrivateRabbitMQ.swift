/// A RabbitMQ broker of the tests' own, on free loopback ports, in a temporary folder.
///
/// Most tests use the `shared` one, each with a `makeVirtualHost()` of its own, so that they can all run at once. A test that breaks the broker
/// starts one for itself. Either ends with the test process, even with one that crashes.
public final class PrivateRabbitMQ: PrivateNode {
    /// The address `amqp://user:password@127.0.0.1:port/%2F` of the default virtual host, as the administrator `vigiectl`.
    public let amqpURL: String

    /// The address `http://user:password@127.0.0.1:port` of the management API.
    public let managementURL: String

    /// The password that all services' users have.
    private let servicesPassword: String
    /// The script that starts and ends the broker.
    public let script: NodeScript

    private init(amqpURL: String, managementURL: String, servicesPassword: String, script: NodeScript) {
        self.amqpURL = amqpURL
        self.managementURL = managementURL
        self.servicesPassword = servicesPassword
        self.script = script
    }

    private static let once = StartedOnce { try await PrivateRabbitMQ.start() }

    /// The broker that the whole test process shares, started when it is first asked for. No test may kill or pause it, or set an alarm on it.
    public static var shared: PrivateRabbitMQ {
        get async throws { try await once.value }
    }

    /// Starts a broker for the caller alone and waits until it answers.
    public static func start() async throws(NodeError) -> PrivateRabbitMQ {
        let script = NodeScript(kind: "rabbitmq", folder: NodeScript.freshFolder("rabbitmq"))
        let lines = try await script.run("start", options: NodeScript.endsWithThisProcess)
        let users = try await script.run("users")
        return PrivateRabbitMQ(
            amqpURL: try script.value("VIGIE_AMQP_URL", in: lines),
            managementURL: try script.value("VIGIE_AMQP_MANAGEMENT_URL", in: lines),
            servicesPassword: try script.value("VIGIE_AMQP_SERVICES_PASSWORD", in: users), script: script)
    }

    /// Returns the same address for a service's user, such as `ingest`.
    public func url(_ url: String, as user: String) -> String {
        guard let at = url.lastIndex(of: "@") else { return url }
        return "amqp://\(user):\(self.servicesPassword)\(url[at...])"
    }

    /// Creates an empty virtual host and beside it that of its questions (`<name>.rpc`), and returns the address of the first. Every user may do
    /// everything in both until a test gives them the rights of a house.
    public func makeVirtualHost() async throws(NodeError) -> String {
        let lines = try await script.run("vhost", NodeScript.freshName())
        return try script.value("VIGIE_AMQP_URL", in: lines)
    }

    /// Runs `rabbitmqctl` with the arguments and returns what it printed, which takes a second.
    @discardableResult
    public func control(_ arguments: [String]) async throws(NodeError) -> String {
        try await script.run("ctl", arguments: arguments)
    }
}
