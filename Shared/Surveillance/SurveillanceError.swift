/// Why a statistic cannot be computed from what was given. Never a silent guess, never NaN.
public struct SurveillanceError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// Too few observations for the model.
        case shortHistory
        /// The observations do not determine the model.
        case singular
        /// The estimation did not converge.
        case noConvergence
        /// An argument is out of its domain.
        case invalid
    }

    public let code: Code
    public let reason: String

    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    public var description: String { "\(self.code.rawValue): \(self.reason)" }
}
