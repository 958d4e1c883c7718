/// Where a role is held: a commune, a department, a region, a defence zone, or the nation.
public enum Territory: Hashable, Sendable, CustomStringConvertible {
    case commune(CommuneCode)
    case department(DepartmentCode)
    case region(Region)
    case defenceZone(DefenceZone)
    case nation

    /// The kinds of territory there are, smallest first.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case commune
        case department
        case region
        case defenceZone = "zone"
        case nation
    }

    /// The kind of territory that it is.
    public var kind: Kind {
        switch self {
        case .commune: .commune
        case .department: .department
        case .region: .region
        case .defenceZone: .defenceZone
        case .nation: .nation
        }
    }

    /// The territory as the database and `vigiectl` write it: `commune:56260`, `department:56`, `region:53`, `zone:ouest`, `nation`.
    public var text: String {
        switch self {
        case .commune(let commune): "commune:\(commune.text)"
        case .department(let department): "department:\(department.text)"
        case .region(let region): "region:\(region.code)"
        case .defenceZone(let zone): "zone:\(zone.rawValue)"
        case .nation: "nation"
        }
    }

    /// Reads the text that ``text`` writes. Whether a commune bears the code is for the reference list to say.
    ///
    /// - Throws: `Rejection` of field `territory`.
    public init(_ text: String) throws(Rejection) {
        guard let territory = Self.read(text) else {
            throw Rejection(
                field: "territory", reason: "expected commune:56260, department:56, region:53, zone:ouest or nation, with codes of INSEE's")
        }
        self = territory
    }

    private static func read(_ text: String) -> Territory? {
        if text == "nation" { return .nation }
        guard let colon = text.firstIndex(of: ":"), let kind = Kind(rawValue: String(text[..<colon])) else { return nil }
        let code = String(text[text.index(after: colon)...])
        switch kind {
        case .commune: return (try? CommuneCode(code)).map(Territory.commune)
        case .department: return (try? DepartmentCode(code)).map(Territory.department)
        case .region: return Region(code: code).map(Territory.region)
        case .defenceZone: return DefenceZone(rawValue: code).map(Territory.defenceZone)
        case .nation: return nil
        }
    }

    /// The whole departments that it is made of: none for a commune, all for the nation.
    public var scope: Scope {
        switch self {
        case .commune: .departments([])
        case .department(let department): .departments([department])
        case .region(let region): .departments(Set(region.departments))
        case .defenceZone(let zone): .departments(Set(zone.departments))
        case .nation: .all
        }
    }

    /// The department that it is or lies in; `nil` for a larger territory.
    public var department: DepartmentCode? {
        switch self {
        case .commune(let commune): commune.department
        case .department(let department): department
        case .region, .defenceZone, .nation: nil
        }
    }

    /// Tells whether a commune lies in it. An arrondissement lies in its municipality, not the other way round.
    public func contains(_ commune: CommuneCode) -> Bool {
        switch self {
        case .commune(let own): commune == own || commune.municipality == own
        case .department, .region, .defenceZone, .nation: self.scope.contains(commune.department)
        }
    }

    /// The territory, as ``text``.
    public var description: String { self.text }
}
