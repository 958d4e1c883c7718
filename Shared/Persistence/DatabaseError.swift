/// Why PostgreSQL, or the connection to it, could not do what it was asked.
///
/// Callers match on ``code``, or on ``isRetriable`` and ``isOutage``; people read ``description``.
public struct DatabaseError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Code: String, Sendable, CaseIterable {
        /// The address cannot be understood.
        case invalidAddress
        /// No connection could be opened.
        case connectionFailed
        /// The connection broke while a statement ran; outside a `COMMIT` the server has undone it.
        case connectionLost
        /// The connection broke during `COMMIT`: the transaction happened or it did not.
        case outcomeUnknown
        /// The server refuses work for now: starting, stopping, out of disk or memory, read-only.
        case unavailable
        /// No connection became free in time, or too many callers wait already.
        case poolExhausted
        /// The statement took longer than it may.
        case timedOut
        /// A lock was not obtained in time.
        case lockTimedOut
        /// The task was cancelled, and the statement with it.
        case cancelled
        /// The transaction collided with another (40001).
        case serialization
        /// The transaction was chosen to break a deadlock (40P01).
        case deadlock
        case uniqueViolation
        case foreignKeyViolation
        case notNullViolation
        case checkViolation
        /// The column, the type or the encoding cannot hold a value.
        case invalidValue
        /// The role may not do this.
        case denied
        /// A column is absent, null or of another type than asked for.
        case unexpectedResult
        /// A commit may be lost when this server crashes (`synchronous_commit` is off).
        case notDurable
        /// A migration cannot be applied as asked.
        case migrationRefused
        /// The server refused the statement for another reason; ``DatabaseError/sqlState`` tells which.
        case statementFailed
    }

    /// What kind of failure it is, for callers to match on.
    public let code: Code
    /// The server's five-character code, when the server answered.
    public let sqlState: String?
    /// What happened, in English; it never holds a parameter's value of ours.
    public let message: String

    /// Makes an error of a kind; the message must hold no value of a parameter.
    public init(_ code: Code, _ message: String, sqlState: String? = nil) {
        self.code = code
        self.message = message
        self.sqlState = sqlState
    }

    /// Whether the whole transaction should be run again at once.
    public var isRetriable: Bool {
        switch self.code {
        case .serialization, .deadlock: true
        default: false
        }
    }

    /// Whether the same call may succeed later, unchanged: nothing is wrong with what was asked.
    public var isOutage: Bool {
        switch self.code {
        case .connectionFailed, .connectionLost, .outcomeUnknown, .unavailable, .poolExhausted, .timedOut, .lockTimedOut,
            .serialization, .deadlock:
            true
        default: false
        }
    }

    /// The code, the server's code where there is one, and the message.
    public var description: String {
        self.sqlState.map { "\(self.code.rawValue) (\($0)): \(self.message)" } ?? "\(self.code.rawValue): \(self.message)"
    }
}
