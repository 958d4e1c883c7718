import Mortality
import Runtime

/// Where declarations are made. The exercise department can be declared for at the usual address too, with a key of its own; at the
/// address for practice nothing else can be.
enum DeclarationRealm: Hashable, Sendable {
    case usual
    /// Only communes of the exercise department: whatever is typed for practice cannot leave for a real one.
    case exercise

    /// The address of its declarations.
    var address: String {
        switch self {
        case .usual: "/v1/declarations"
        case .exercise: "/v1/exercise/declarations"
        }
    }

    /// - Throws: `Problem`, 403, for a commune that lies elsewhere.
    func check(_ commune: CommuneCode) throws(Problem) {
        guard self == .usual || commune.department.isExercise else {
            throw .forbidden("only communes of the exercise department are declared for here")
        }
    }
}
