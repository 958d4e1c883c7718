import Contracts

/// A message that was read from a queue and stays in it.
struct PeekedMessage: Decodable, Sendable {
    /// A header's value of any type, as text.
    private struct Header: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self.text = text
            } else if let number = try? container.decode(Int.self) {
                self.text = "\(number)"
            } else {
                self.text = "…"
            }
        }
    }

    private struct Properties: Decodable {
        let headers: [String: Header]?
        let type: String?
        let messageID: String?
        let userID: String?

        enum CodingKeys: String, CodingKey {
            case headers, type
            case messageID = "message_id"
            case userID = "user_id"
        }
    }

    let exchange: String
    /// The size of the message's body in bytes.
    let size: Int
    private let properties: Properties
    private let routingKey: String

    private enum CodingKeys: String, CodingKey {
        case exchange, properties
        case size = "payload_bytes"
        case routingKey = "routing_key"
    }

    var type: String { self.properties.type ?? "-" }
    var messageID: String { self.properties.messageID ?? "-" }
    /// Why the message was given up. Where the broker itself gave it up, at the delivery limit, this is the broker's own word.
    var reason: String {
        self.header(Names.Header.reason) ?? (self.header("x-first-death-reason") ?? self.header("x-last-death-reason")).map { "broker: \($0)" } ?? "not told"
    }
    /// The user who published the letter, as the broker checked.
    var user: String? { self.properties.userID }
    /// The user whom the letter's header names as its author.
    var namedAuthor: String? { self.header(Names.Header.author) }
    /// The user who published the message first, as far as is known. A service's letter bears that service as its user and its author in a
    /// header; one that the broker itself moved still bears its author as its user.
    var author: String { self.namedAuthor ?? (self.header(Names.Header.reason) == nil ? self.user : nil) ?? "-" }
    /// The queue that the message came from.
    var originQueue: String { self.header(Names.Header.originQueue) ?? self.header("x-first-death-queue") ?? self.routingKey }

    private func header(_ name: String) -> String? { self.properties.headers?[name]?.text }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.exchange = try container.decode(String.self, forKey: .exchange)
        self.size = try container.decode(Int.self, forKey: .size)
        self.routingKey = try container.decode(String.self, forKey: .routingKey)
        // Without properties the API writes an empty list instead of an object.
        self.properties = (try? container.decode(Properties.self, forKey: .properties)) ?? Properties(headers: nil, type: nil, messageID: nil, userID: nil)
    }
}

/// The request for a queue's first messages that leaves them in the queue.
struct PeekRequest: Encodable {
    let count: Int
    let ackmode = "reject_requeue_true"
    let encoding = "base64"
    let truncate = 0
}
