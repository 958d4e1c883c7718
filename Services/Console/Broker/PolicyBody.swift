import Messaging

/// The JSON body of a policy in the management API.
struct PolicyBody: Encodable {
    private struct Value: Encodable {
        let value: Policy.Value

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self.value {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            }
        }
    }

    private let pattern: String
    private let priority: Int
    private let definition: [String: Value]
    private let applyTo = "queues"

    /// Writes a policy.
    ///
    /// - Parameter isWhole: With what only some versions of the broker know.
    init(_ policy: Policy, isWhole: Bool) {
        self.pattern = policy.pattern
        self.priority = policy.priority
        self.definition = policy.definition.merging(isWhole ? policy.whereKnown : [:]) { $1 }.mapValues { Value(value: $0) }
    }

    private enum CodingKeys: String, CodingKey {
        case pattern, priority, definition
        case applyTo = "apply-to"
    }
}
