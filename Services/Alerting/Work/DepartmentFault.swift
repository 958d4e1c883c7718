import Persistence
import Runtime
import Messaging

/// Tells an error of one department from an outage of all.
///
/// A department that fails by its own data would fail for ever and delay all others, so it is marked, named, and made whole by a snapshot later.
/// The same is done with one that takes too long, since one department may be slow where the others are not. A wrong decision here loses
/// nothing, because a snapshot brings everything that a message did.
enum DepartmentFault {
    /// Whether the error is the department's own.
    static func isOwn(_ error: any Error) -> Bool {
        switch error {
        case is CancellationError, is MessagingError: false
        case let failure as RPCFailure: failure.status != .unavailable
        case let error as DatabaseError:
            switch error.code {
            case .timedOut, .lockTimedOut: true
            case .notDurable, .cancelled, .invalidAddress: false
            default: !error.isOutage
            }
        default: true
        }
    }
}
