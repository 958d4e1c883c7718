/// The users that connect to the broker: one for each service, and `vigiectl` for operators.
///
/// The broker checks that a message names no other user than its connection's (AMQP's property `user-id`), so that a receiver
/// may believe it. What each user may do stands in `VigieRights`.
public enum BrokerUser: String, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    case ingest, aggregation, alerting, portal
    case mapRendering = "map-rendering"
    /// The user of whoever runs Vigie, who alone may change exchanges, queues, users and rights.
    case vigiectl

    /// The name, which is the service's own.
    public var name: String { self.rawValue }
    /// The name, as the broker knows it.
    public var description: String { self.rawValue }

    /// The services' users.
    public static var services: [BrokerUser] { Self.allCases.filter { $0 != .vigiectl } }
}
