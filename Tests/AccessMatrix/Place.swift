/// Where a case asks: seen by who belongs to the exercise department 00 and its commune 00001.
public enum Place: String, CaseIterable, Hashable, Sendable {
    case own
    /// Another commune of the same department.
    case sibling
    /// The Morbihan, which is in the region 53 and the defence zone Ouest.
    case other
    /// Another region than that: 84, which nobody of a region or zone here reads.
    case faraway
    /// No department: the nation, or nothing that a place matters for.
    case nation
    /// A department that there is, and that is not loaded here.
    case unopened
    /// What no department, commune, alert, account or session has as its code.
    case unknown

    /// The places that an address with a department's code is asked for.
    public static let departments: [Place] = [.own, .other, .unopened, .unknown]
    /// The places that an address with a commune's code is asked for.
    public static let communes: [Place] = [.own, .sibling, .other, .unopened, .unknown]
    /// Those whose alerts there are.
    public static let alerts: [Place] = [.own, .other, .unknown]
    /// Those whose accounts there are.
    public static let accounts: [Place] = [.own, .other, .nation, .unknown]

    /// The department, as an address names it. The Finistère is in the same region as the Morbihan.
    public var department: String {
        switch self {
        case .own, .sibling: "00"
        case .other: "56"
        case .faraway: "69"
        case .unopened: "29"
        case .nation, .unknown: "XX"
        }
    }

    /// The commune.
    public var commune: String {
        switch self {
        case .own: "00001"
        case .sibling: "00002"
        case .other: "56260"
        case .faraway: "69123"
        case .unopened: "29019"
        case .nation, .unknown: "00999"
        }
    }

    /// The region that the place is in, as an address names it; 99 is none.
    public var region: String {
        switch self {
        case .other, .unopened: "53"
        case .faraway: "84"
        case .own, .sibling, .nation, .unknown: "99"
        }
    }

    /// A role that may be held there, as programs write it, for who gives and takes roles.
    public var grant: (role: String, territory: String) {
        self == .nation ? ("national-reader", "nation") : ("clerk", "commune:\(self.commune)")
    }
}
