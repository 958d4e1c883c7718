public import Contracts
import Formats
public import Logging
public import Messaging
import Mortality
public import Persistence

/// Gives an outbox's messages to the broker.
public struct OutboxPublisher: Sendable {
    private let publish: @Sendable ([OutgoingMessage]) async -> [Result<Void, MessagingError>]
    private let needsListener: Bool
    private let logger: Logger

    /// - Parameter needsListener: Whether a message that no queue takes waits until one does. Where not, it is done with: whoever comes later
    ///   asks for the state itself.
    public init(publisher: ConfirmedPublisher, needsListener: Bool = true, logger: Logger) {
        self.init(needsListener: needsListener, logger: logger) { await publisher.publish(contentsOf: $0) }
    }

    /// - Parameter publish: Publishes messages and says for each, in order, whether the broker holds it.
    init(needsListener: Bool, logger: Logger, publish: @escaping @Sendable ([OutgoingMessage]) async -> [Result<Void, MessagingError>]) {
        self.publish = publish
        self.needsListener = needsListener
        self.logger = logger
    }

    /// Publishes messages, and says for each whether it is done with. What is not stays in the outbox.
    public func publish(_ messages: [OutboxMessage]) async -> [Bool] {
        let results = await self.publish(messages.map(Self.outgoing))
        var failures: [MessagingError] = []
        let isDone = results.map { result in
            guard case .failure(let error) = result, self.needsListener || error.code != .returned else { return true }
            failures.append(error)
            return false
        }
        if let first = failures.first {
            self.logger.warning(
                "news wait in the outbox",
                metadata: ["messages": .stringConvertible(failures.count), "of": .stringConvertible(messages.count), "error": "\(first)"])
        }
        return isDone
    }

    /// Turns a message of the outbox into one for the broker.
    public static func outgoing(_ message: OutboxMessage) -> OutgoingMessage {
        OutgoingMessage(
            exchange: message.exchange, routingKey: message.routingKey,
            properties: MessageProperties(
                messageID: Hex.text(message.messageID), type: message.type,
                contentType: Names.contentType, headers: message.headers),
            body: message.body)
    }
}

extension OutboxMessage {
    /// The news of a department's counts, under an id of their own.
    public init(_ change: CountsChange) throws(ContractError) {
        self.init(
            exchange: Names.Exchange.events, routingKey: Names.RoutingKey.countsChanged(change.department.text), type: Names.MessageType.countsChanged,
            body: try Wire.encode(change.message))
    }

    /// The news of a department's judgements and alerts, under an id of their own.
    public init(_ change: AlertChange) throws(ContractError) {
        self.init(
            exchange: Names.Exchange.events, routingKey: Names.RoutingKey.alertChanged(change.department.text), type: Names.MessageType.alertChanged,
            body: try Wire.encode(change.message))
    }
}
