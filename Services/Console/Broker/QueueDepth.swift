/// A queue's numbers of messages and consumers.
struct QueueDepth: Decodable, Sendable, Equatable {
    let name: String
    /// The number of messages; absent for a queue whose node has not told it yet.
    let messages: Int?
    let ready: Int?
    let unacknowledged: Int?
    let consumers: Int?

    enum CodingKeys: String, CodingKey {
        case name, messages, consumers
        case ready = "messages_ready"
        case unacknowledged = "messages_unacknowledged"
    }
}
