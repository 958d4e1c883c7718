import Messaging
import Mortality

/// A declaration that may be given to the broker. Its receipt is for the client only once the broker holds it.
struct Submission: Hashable, Sendable {
    let declaration: Declaration
    let receipt: String
    let message: OutgoingMessage
    /// Which revision it is, and what tells its content from any other.
    let key: RevisionKey
    let fingerprint: UInt64
    /// What a person should look at again; it is taken nevertheless.
    let warnings: [String]
}
