import Mortality

/// What a map is of.
enum MapSubject: Hashable, Sendable {
    case department(DepartmentCode)
    case region(Region)
    /// Metropolitan France, with what lies overseas beside it.
    case nation

    /// The departments that it is made of, in order. The exercise department is no part of the nation.
    var departments: [DepartmentCode] {
        switch self {
        case .department(let code): [code]
        case .region(let region): region.departments
        case .nation: DepartmentCode.all.filter { !$0.isExercise }
        }
    }

    /// The same in a few letters, for entity tags.
    var text: String {
        switch self {
        case .department(let code): "department \(code)"
        case .region(let region): "region \(region.code)"
        case .nation: "nation"
        }
    }
}
