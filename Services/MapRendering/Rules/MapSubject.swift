import Mortality

/// The subject of a map: a department, a region, or the nation.
enum MapSubject: Hashable, Sendable {
    case department(DepartmentCode)
    case region(Region)
    /// Metropolitan France, with the overseas territories beside it.
    case nation

    /// Returns the departments of the subject, in order. The exercise department is no part of the nation.
    var departments: [DepartmentCode] {
        switch self {
        case .department(let code): [code]
        case .region(let region): region.departments
        case .nation: DepartmentCode.all.filter { !$0.isExercise }
        }
    }

    /// The subject in a few letters, for entity tags.
    var text: String {
        switch self {
        case .department(let code): "department \(code)"
        case .region(let region): "region \(region.code)"
        case .nation: "nation"
        }
    }
}
