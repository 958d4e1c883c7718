import Contracts
public import Messaging

/// The two virtual hosts at which a service meets the others: that of declarations and of what changed, and that of questions.
public struct BrokerAddresses: Hashable, Sendable {
    /// The virtual host of declarations and of what changed.
    public let main: BrokerAddress
    /// The virtual host of questions.
    public let rpc: BrokerAddress

    /// Names both; without the second, questions go to the same broker and user, in the virtual host that belongs to the main one.
    ///
    /// - Parameter rpc: By default the same broker and user, in the virtual host that belongs to the main one's.
    public init(main: BrokerAddress, rpc: BrokerAddress? = nil) {
        self.main = main
        self.rpc = rpc ?? main.within(virtualHost: Names.VirtualHost.rpc(beside: main.virtualHost))
    }

    /// Reads `VIGIE_AMQP_URL`, and `VIGIE_AMQP_RPC_URL` where questions are asked elsewhere.
    ///
    /// - Throws: `SettingsError` when the first is missing, `MessagingError` for what is no address.
    public init(_ settings: Settings) throws {
        let main = try BrokerAddress(url: try settings.secret("VIGIE_AMQP_URL"))
        let hasOwn = settings.text("VIGIE_AMQP_RPC_URL") != nil || settings.text("VIGIE_AMQP_RPC_URL_FILE") != nil
        self.init(main: main, rpc: hasOwn ? try BrokerAddress(url: try settings.secret("VIGIE_AMQP_RPC_URL")) : nil)
    }
}
