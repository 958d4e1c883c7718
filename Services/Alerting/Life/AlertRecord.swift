import Contracts
import Mortality

/// An alert with what only its life needs to remember.
struct AlertRecord: Hashable, Sendable {
    /// A level that a person set.
    struct Assignment: Hashable, Sendable {
        let level: Level
        /// What was computed then: a rise beyond it ends what was set.
        let over: Level
    }

    var alert: DepartmentAlert
    var assignment: Assignment?
    /// What was computed when a person closed it: only a rise beyond it opens the same episode again.
    var closedOver: Level?
}
