/// How full a queue is.
struct QueueDepth: Decodable, Sendable, Equatable {
    let name: String
    /// Absent for a queue whose node has not told yet.
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
