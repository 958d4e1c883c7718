import Mortality
import Runtime

/// Who sends a request, and the reference list that was in force when it came.
struct Visitor: Sendable {
    let key: KeyRecord
    let reference: ReferenceSnapshot

    /// Whether the key has to do with a commune at all, to declare or to read.
    func reaches(_ commune: CommuneCode) -> Bool {
        switch self.key.reach {
        case .all: true
        case .department(let department): commune.department == department
        // What was declared under the code of a commune that is no more stands with the one that it is part of.
        case .commune(let own):
            commune == own || commune.municipality == own || commune == self.reference.today(own) || self.reference.today(commune) == own
        }
    }

    /// The departments that the key has to do with.
    var scope: Scope {
        switch self.key.reach {
        case .all: .all
        case .department(let department): .departments([department])
        case .commune(let commune): .departments([commune.department])
        }
    }
}
