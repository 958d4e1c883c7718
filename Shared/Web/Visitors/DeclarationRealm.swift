public import Mortality

/// The addresses at which declarations are made. The exercise department can be declared for at the usual one too, with a key of its own; at
/// the one for practice nothing else can be.
public enum DeclarationRealm: Hashable, Sendable {
    case usual
    /// The address for practice, for communes of the exercise department alone, so that what is typed for practice cannot become a real
    /// declaration.
    case exercise

    /// Chooses the realm of what people type for a commune.
    public init(of commune: CommuneCode) { self = commune.department.isExercise ? .exercise : .usual }

    /// The path of the realm's declarations.
    public var address: String {
        switch self {
        case .usual: "/v1/declarations"
        case .exercise: "/v1/exercise/declarations"
        }
    }

    /// Tells whether a commune may be declared for there at all.
    public func holds(_ commune: CommuneCode) -> Bool { self == .usual || commune.department.isExercise }
}
