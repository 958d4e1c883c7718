/// Why a statistic cannot be computed from what was given. Never a silent guess, never NaN.
public struct SurveillanceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What callers match on.
    public enum Code: String, Sendable {
        /// Too few observations for the model.
        case shortHistory
        /// The observations do not determine the model.
        case singular
        /// There is no estimate: those who died are too few, or lie so that what is expected elsewhere could be anything.
        case separation
        /// The estimation did not converge.
        case noConvergence
        /// An argument is out of its domain.
        case invalid
    }

    /// What callers match on.
    public let code: Code
    /// What people read.
    public let reason: String

    /// An error with its reason.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// Both.
    public var description: String { "\(self.code.rawValue): \(self.reason)" }
}
