/// The names that services meet under: exchanges, queues, routing keys and headers.
public enum Names {
    /// Virtual hosts of RabbitMQ.
    public enum VirtualHost {
        /// The virtual host in which questions are asked, beside the one of everything else. Who answers must write to the default exchange,
        /// which reaches every queue of its virtual host by name: here there are none but those of questions.
        public static func rpc(beside main: String) -> String { main == "/" ? "vigie.rpc" : "\(main).rpc" }
    }

    /// Exchanges of RabbitMQ.
    public enum Exchange {
        /// The direct exchange by which declarations come to the ledger.
        public static let declarations = "vigie.declarations"
        /// The topic exchange by which services tell what changed.
        public static let events = "vigie.events"
        /// The direct exchange of dead letters; the routing key is the queue that a letter was taken from.
        public static let dead = "vigie.dead"
    }

    /// The durable quorum queues.
    public enum Queue {
        /// Declarations that Aggregation is to put into the ledger.
        public static let declarations = "aggregation.declarations"
        /// Changes of counts that Alerting is to judge.
        public static let alertingCounts = "alerting.counts"

        /// The queue of the dead letters of a queue.
        public static func dead(of queue: String) -> String { "dead.\(queue)" }

        /// The queue on which a service receives questions.
        public static func rpc(_ service: String) -> String { "vigie.rpc.\(service)" }
    }

    /// Routing keys.
    public enum RoutingKey {
        /// What declarations are published with.
        public static let declaration = "declaration"
        /// What a queue is bound with that takes the changed counts of all departments.
        public static let anyCountsChanged = "counts.changed.*"
        /// What a queue is bound with that takes the changed alerts of all departments.
        public static let anyAlertChanged = "alert.changed.*"

        /// What the changed counts of a department are published with.
        public static func countsChanged(_ department: String) -> String { "counts.changed.\(department)" }
        /// What the changed alerts of a department are published with.
        public static func alertChanged(_ department: String) -> String { "alert.changed.\(department)" }
    }

    /// Headers of AMQP messages.
    public enum Header {
        /// The W3C trace context, whose trace id is the correlation.
        public static let traceparent = "traceparent"
        /// The departments that whoever asks may see, separated by commas, or `*` for all.
        public static let scope = "vigie-scope"
        /// Why a message is a dead letter.
        public static let reason = "vigie-reason"
        /// The queue that a dead letter was taken from.
        public static let originQueue = "vigie-origin-queue"
        /// The exchange that a dead letter's message was published to first.
        public static let originExchange = "vigie-origin-exchange"
        /// The routing key that a dead letter's message was published with first.
        public static let originRoutingKey = "vigie-origin-routing-key"
        /// How many times a dead letter's message had been delivered when it was given up.
        public static let attempts = "vigie-attempts"
        /// The user who published a dead letter's message first. It cannot stand in the letter's own `user-id`: the broker closes
        /// the channel of whoever names another user there.
        public static let author = "vigie-author"
        /// How many of a dead letter's own headers were left out for want of room.
        public static let headersLeftOut = "vigie-headers-left-out"
    }

    /// Values of the AMQP property `type`.
    public enum MessageType {
        /// The type of the message that a declaration travels in, from Ingest to Aggregation.
        public static let declarationSubmitted = "vigie.v1.DeclarationSubmitted"
        /// The type of the message in which Aggregation tells of changed counts.
        public static let countsChanged = "vigie.v1.CountsChanged"
        /// The type of the message in which Alerting tells of judgements and alerts that changed.
        public static let alertChanged = "vigie.v1.AlertChanged"
    }

    /// The AMQP property `content-type` of every message.
    public static let contentType = "application/x-protobuf"
}
