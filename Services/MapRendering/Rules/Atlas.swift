import Cartography
import Mortality

/// Every department that maps can be drawn of, as of one import, and where all others lie.
struct Atlas: Sendable {
    /// The number that each import raises.
    let version: Int
    let territories: [DepartmentCode: MappedDepartment]
    let outlines: [DepartmentCode: Outline]

    init(version: Int, territories: [DepartmentCode: MappedDepartment], outlines: [DepartmentCode: Outline] = [:]) {
        self.version = version
        self.territories = territories
        self.outlines = outlines
    }
}

/// A department as maps need it.
struct MappedDepartment: Sendable {
    /// A commune. One without a shape counts in the totals but is on no map.
    struct Commune: Sendable {
        let code: CommuneCode
        let name: String
        let population: Int
        let shape: Shape?
    }

    let code: DepartmentCode
    let name: String
    /// The IANA name of its zone.
    let zone: String
    /// Those of today.
    let communes: [Commune]
    /// From those that are no more to those that they are part of.
    var successors: [CommuneCode: CommuneCode] = [:]

    var population: Int { self.communes.reduce(0) { $0 + $1.population } }

    /// The communes that maps show.
    var areas: [BasemapArea] {
        self.communes.compactMap { commune in
            commune.shape.map { BasemapArea(code: commune.code, name: commune.name, population: commune.population, shape: $0) }
        }
    }
}

/// Where a department lies, whether or not Vigie watches it.
struct Outline: Sendable {
    let name: String
    let shape: Shape
}
