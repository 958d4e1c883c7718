import Messaging
import Mortality

/// A declaration that may be given to the broker. Its receipt is for the client only once the broker holds it.
struct Submission: Hashable, Sendable {
    let declaration: Declaration
    let receipt: String
    let message: OutgoingMessage
}
