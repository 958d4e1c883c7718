/// A RabbitMQ broker of the tests' own, on free loopback ports, in a temporary folder.
///
/// Most tests take the `shared` one and a `makeVirtualHost()` of their own in it, so they can all run at once. A test
/// that breaks the broker starts one for itself. Either ends with the test process, even one that crashes.
public final class PrivateRabbitMQ: PrivateNode {
    /// `amqp://user:password@127.0.0.1:port/%2F`: the default virtual host, as administrator, whose name is `vigiectl`.
    public let amqpURL: String

    /// `http://user:password@127.0.0.1:port`: the management API.
    public let managementURL: String

    /// The one password of the services' users.
    private let servicesPassword: String
    /// The script that starts and ends it.
    public let script: NodeScript

    private init(amqpURL: String, managementURL: String, servicesPassword: String, script: NodeScript) {
        self.amqpURL = amqpURL
        self.managementURL = managementURL
        self.servicesPassword = servicesPassword
        self.script = script
    }

    private static let once = StartedOnce { try await PrivateRabbitMQ.start() }

    /// The broker that the whole test process shares; started when first asked for. Never kill or pause this one, and
    /// set no alarm on it.
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

    /// The same address for a service's user, such as `ingest`.
    public func url(_ url: String, as user: String) -> String {
        guard let at = url.lastIndex(of: "@") else { return url }
        return "amqp://\(user):\(self.servicesPassword)\(url[at...])"
    }

    /// Creates an empty virtual host, and beside it the one of its questions (`<name>.rpc`), and returns the AMQP url that
    /// connects to the first. Every user may do everything in both, until a test gives them the rights of a house.
    public func makeVirtualHost() async throws(NodeError) -> String {
        let lines = try await script.run("vhost", NodeScript.freshName())
        return try script.value("VIGIE_AMQP_URL", in: lines)
    }

    /// Runs `rabbitmqctl` with the arguments and returns what it printed; takes a second.
    @discardableResult
    public func control(_ arguments: [String]) async throws(NodeError) -> String {
        try await script.run("ctl", arguments: arguments)
    }
}
