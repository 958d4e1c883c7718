/// Why the broker could not do what it was asked.
public struct MessagingError: Error, CustomStringConvertible, Sendable {
    /// What kind of failure it is; callers match on this.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Base: String {
            case connectionFailed, connectionClosed, refused, returned, nacked, timedOut, blocked, overloaded, unavailable
            case consumerCancelled, protocolViolation, tooLarge, invalid
        }
        private let base: Base
        private init(_ base: Base) { self.base = base }
        /// The code's name, as it stands in logs.
        public var description: String { self.base.rawValue }

        /// There is no connection, or it could not be made. Nothing was sent.
        public static let connectionFailed = Self(.connectionFailed)
        /// The connection was lost: what was under way may or may not have happened.
        public static let connectionClosed = Self(.connectionClosed)
        /// The broker said no: access, a missing queue, other arguments.
        public static let refused = Self(.refused)
        /// The message could be routed to no queue; it was not kept.
        public static let returned = Self(.returned)
        /// The broker did not take the message (a full queue, an internal error).
        public static let nacked = Self(.nacked)
        /// No answer came within the deadline: what was asked may or may not have happened.
        public static let timedOut = Self(.timedOut)
        /// The broker takes nothing now (disk or memory alarm).
        public static let blocked = Self(.blocked)
        /// The number of messages under way has reached its limit. Nothing was sent.
        public static let overloaded = Self(.overloaded)
        /// Nobody listens on the queue of an RPC.
        public static let unavailable = Self(.unavailable)
        /// The broker ended the consumer: its queue was deleted, or moved.
        public static let consumerCancelled = Self(.consumerCancelled)
        /// The broker sent what the protocol does not allow here.
        public static let protocolViolation = Self(.protocolViolation)
        /// The message is larger than is allowed.
        public static let tooLarge = Self(.tooLarge)
        /// A value given by the caller cannot be used: an address, a name.
        public static let invalid = Self(.invalid)
    }

    /// What kind of failure it is, for callers to match on.
    public let code: Code
    /// What failed and why, in English.
    public let reason: String

    /// Makes an error of a kind, with a sentence that says why.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// Whether the same call may succeed later.
    public var isRetriable: Bool {
        switch self.code {
        case .refused, .protocolViolation, .tooLarge, .invalid: false
        default: true
        }
    }

    /// The code's name and the reason.
    public var description: String { "\(self.code): \(self.reason)" }
}
