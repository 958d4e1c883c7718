/// Why a statistic cannot be computed from what was given. It stands in place of a silent guess or a NaN.
public struct SurveillanceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Code: String, Sendable {
        /// There are too few observations for the model.
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

    /// What kind of failure it is, for callers to match on.
    public let code: Code
    /// What is wrong, in English.
    public let reason: String

    /// Makes an error of a kind, with a sentence that says why.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The code's name and the reason.
    public var description: String { "\(self.code.rawValue): \(self.reason)" }
}
