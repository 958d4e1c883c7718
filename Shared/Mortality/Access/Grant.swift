/// A role that is held in a territory. A grant that makes no sense, such as that of a clerk of the nation, cannot be built.
public struct Grant: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// What its holder does.
    public let role: Role
    /// Where its holder does it.
    public let territory: Territory

    /// Puts a role into a territory.
    ///
    /// - Throws: `Rejection` of field `territory` when the role is not held in such a one.
    public init(_ role: Role, _ territory: Territory) throws(Rejection) {
        guard role.territories.contains(territory.kind) else {
            let kinds = Territory.Kind.allCases.filter(role.territories.contains).map(\.rawValue).joined(separator: " or ")
            throw Rejection(field: "territory", reason: "the role \(role.rawValue) is held in a territory of kind \(kinds)")
        }
        self.role = role
        self.territory = territory
    }

    /// Reads a role and a territory as the database has them.
    ///
    /// - Throws: `Rejection` of field `role` or `territory`.
    public init(role: String, territory: String) throws(Rejection) {
        guard let known = Role(rawValue: role) else {
            throw Rejection(field: "role", reason: "expected one of \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        try self.init(known, Territory(territory))
    }

    /// Whether a password alone does not open a session with it: administrators, operations and whoever reaches the whole
    /// nation show a second factor as well.
    var needsSecondFactor: Bool { self.role.administrates || self.role == .operations || self.territory == .nation }

    /// Whether its holder may give another, and take it away.
    func mayGive(_ other: Grant) -> Bool {
        switch self.role {
        case .nationalAdministrator: return true
        case .prefectureAdministrator:
            guard let department = self.territory.department, other.territory.department == department else { return false }
            switch other.role {
            case .clerk, .callCentre, .prefectureReader, .prefectureOfficer, .prefectureAdministrator, .partnerReader: return true
            // None of these is held within a department.
            case .regionReader, .defenceZoneReader, .nationalReader, .nationalAdministrator, .operations, .auditor: return false
            }
        case .clerk, .callCentre, .prefectureReader, .prefectureOfficer, .regionReader, .defenceZoneReader, .partnerReader,
            .nationalReader, .operations, .auditor:
            return false
        }
    }

    /// The role's name and the territory's text, such as `clerk commune:56260`.
    public var description: String { "\(self.role.rawValue) \(self.territory.text)" }

    /// Orders grants by their description.
    public static func < (a: Self, b: Self) -> Bool { a.description < b.description }
}
