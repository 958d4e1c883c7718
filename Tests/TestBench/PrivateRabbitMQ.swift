import Foundation

/// A RabbitMQ broker of the tests' own, on free loopback ports, in a temporary folder.
///
/// Most tests take the `shared` one and a `makeVirtualHost()` of their own in it, so they can all run at once. A test
/// that breaks the broker starts one for itself. Either ends with the test process, even one that crashes.
public final class PrivateRabbitMQ: Sendable {
    /// `amqp://user:password@127.0.0.1:port/%2F`: the default virtual host, as administrator.
    public let amqpURL: String

    /// `http://user:password@127.0.0.1:port`: the management API.
    public let managementURL: String

    private let script: NodeScript

    private init(amqpURL: String, managementURL: String, script: NodeScript) {
        self.amqpURL = amqpURL
        self.managementURL = managementURL
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
        return PrivateRabbitMQ(
            amqpURL: try script.value("VIGIE_AMQP_URL", in: lines),
            managementURL: try script.value("VIGIE_AMQP_MANAGEMENT_URL", in: lines), script: script)
    }

    /// Creates an empty virtual host and returns the AMQP url that connects to it.
    public func makeVirtualHost() async throws(NodeError) -> String {
        let lines = try await script.run("vhost", NodeScript.freshName())
        return try script.value("VIGIE_AMQP_URL", in: lines)
    }

    /// Ends every process of the broker at once with SIGKILL; its data stays as it was at that moment.
    public func kill() async throws(NodeError) {
        try await script.run("kill")
    }

    /// Starts the broker again at the same address, after `kill()`; one that still runs is stopped first.
    public func restart() async throws(NodeError) {
        try await script.run("stop")
        try await script.run("start")
    }

    /// Freezes every process of the broker (SIGSTOP): connections stay open and nothing answers.
    public func pause() async throws(NodeError) {
        try await script.run("pause")
    }

    /// Undoes `pause()`.
    public func resume() async throws(NodeError) {
        try await script.run("resume")
    }

    /// Runs `rabbitmqctl` with the arguments and returns what it printed; takes a second.
    @discardableResult
    public func control(_ arguments: [String]) async throws(NodeError) -> String {
        try await script.run("ctl", arguments: arguments)
    }

    /// Ends the broker and removes its folder.
    public func stop() async throws(NodeError) {
        try await script.run("kill")
        try? FileManager.default.removeItem(at: script.folder)
    }
}
