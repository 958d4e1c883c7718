import Persistence
import Runtime
import Messaging

/// Tells an error of one department from an outage of all.
///
/// What fails by its own data would fail for ever and keep everybody else waiting: it is marked, named, and made whole by
/// a snapshot later. So is what takes too long, for one department may be slow where the others are not. Whoever errs here
/// loses nothing: a snapshot brings all that a message did.
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
