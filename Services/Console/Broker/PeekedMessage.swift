import Contracts

/// A message of a queue, looked at.
struct PeekedMessage: Decodable, Sendable {
    /// A header of any type, as text.
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
    /// How many bytes it holds.
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
    /// Why it was given up. The broker itself writes no reason of ours when the delivery limit is reached.
    var reason: String {
        self.header(Names.Header.reason) ?? (self.header("x-first-death-reason") ?? self.header("x-last-death-reason")).map { "broker: \($0)" } ?? "not told"
    }
    /// Who published it, as the broker checked.
    var user: String? { self.properties.userID }
    /// Whom its header names as its author.
    var namedAuthor: String? { self.header(Names.Header.author) }
    /// Who published it first, as far as is known: the letter of a service is that service's own, one that the broker itself
    /// moved is still its author's.
    var author: String { self.namedAuthor ?? (self.header(Names.Header.reason) == nil ? self.user : nil) ?? "-" }
    /// The queue that it could not leave otherwise.
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
