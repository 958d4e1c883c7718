import Cartography
import Mortality

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
