import Messaging
import Runtime

/// The answers that a client gets when the broker did not take its declaration; each tells it to send the very same again.
enum BrokerFailure {
    static func problem(_ error: MessagingError) -> Problem {
        switch error.code {
        case .returned: .unavailable("no queue takes declarations now; send the same again", retryAfter: 10)
        case .nacked: .unavailable("the queue of declarations is full; send the same again", retryAfter: 10)
        case .blocked: .unavailable("the broker takes nothing now; send the same again", retryAfter: 10)
        case .overloaded: .unavailable("too many declarations are under way; send the same again", retryAfter: 1)
        case .timedOut: .unavailable("the broker did not confirm in time; send the same again", retryAfter: 5)
        default: .unavailable("the broker is away; send the same again", retryAfter: 5)
        }
    }

    /// Returns whether the next message would fail the same way, so that it is not worth trying now.
    static func isOutage(_ error: MessagingError) -> Bool {
        switch error.code {
        case .nacked, .overloaded, .tooLarge, .invalid: false
        default: true
        }
    }
}
