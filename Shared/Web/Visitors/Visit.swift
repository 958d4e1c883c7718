import Accounts
public import Mortality

/// Somebody who is known, and the reference list that was in force when they came: both stay as they are until the request is answered.
public struct Visit: Sendable {
    /// Who came.
    public let visitor: Visitor
    /// The reference list in force when they came.
    public let reference: ReferenceSnapshot

    /// Puts a visitor and the list together.
    public init(visitor: Visitor, reference: ReferenceSnapshot) {
        self.visitor = visitor
        self.reference = reference
    }

    /// Tells whether they may declare for a commune. Who declares for a commune that is no more declares for the one that it is part of.
    public func mayDeclare(for commune: CommuneCode) -> Bool {
        guard self.visitor.mayDeclare, let reach = self.visitor.reach else { return false }
        return switch reach {
        case .all: true
        case .department(let department): commune.department == department
        case .commune(let own):
            commune == own || commune.municipality == own || self.reference.today(own) == commune.municipality
                || self.reference.today(commune) == own
        }
    }

    /// Tells whether they may declare for a commune or see what became of its declarations.
    public func reaches(_ commune: CommuneCode) -> Bool {
        switch self.visitor.reach {
        case nil: false
        case .all: true
        case .department(let department): commune.department == department
        // What was declared under the code of a commune that is no more stands with the one that it is part of.
        case .commune(let own):
            commune == own || commune.municipality == own || commune == self.reference.today(own) || self.reference.today(commune) == own
        }
    }

    /// The departments of the communes that they reach, as other services are told.
    public var declaringScope: Scope {
        switch self.visitor.reach {
        case nil: .departments([])
        case .all: .all
        case .department(let department): .departments([department])
        case .commune(let commune): .departments([commune.department])
        }
    }
}
