public import Mortality

/// Where declarations are made. The exercise department can be declared for at the usual address too, with a key of its own; at the
/// address for practice nothing else can be.
public enum DeclarationRealm: Hashable, Sendable {
    case usual
    /// Only communes of the exercise department: whatever is typed for practice cannot leave for a real one.
    case exercise

    /// Where what people type for a commune goes, and nowhere else.
    public init(of commune: CommuneCode) { self = commune.department.isExercise ? .exercise : .usual }

    /// The address of its declarations.
    public var address: String {
        switch self {
        case .usual: "/v1/declarations"
        case .exercise: "/v1/exercise/declarations"
        }
    }

    /// Whether a commune may be declared for there at all.
    public func holds(_ commune: CommuneCode) -> Bool { self == .usual || commune.department.isExercise }
}
