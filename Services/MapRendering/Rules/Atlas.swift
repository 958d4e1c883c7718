import Cartography
import Mortality

/// All departments of one import of which maps can be drawn, and the outlines of all others.
struct Atlas: Sendable {
    /// The number of the import, which each import raises.
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
    /// The IANA name of its time zone.
    let zone: String
    /// The communes of today.
    let communes: [Commune]
    /// The communes that are no more, each with the commune that it became part of.
    var successors: [CommuneCode: CommuneCode] = [:]

    var population: Int { self.communes.reduce(0) { $0 + $1.population } }

    /// The communes that maps show.
    var areas: [BasemapArea] {
        self.communes.compactMap { commune in
            commune.shape.map { BasemapArea(code: commune.code, name: commune.name, population: commune.population, shape: $0) }
        }
    }
}

/// The outline of a department, whether or not Vigie watches it.
struct Outline: Sendable {
    let name: String
    let shape: Shape
}
