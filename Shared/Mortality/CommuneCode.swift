/// The INSEE code of a commune or municipal arrondissement: five characters, the department's first.
public struct CommuneCode: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The code read in base 36: services keep millions of them, and compare them all the time.
    private let number: UInt32

    /// The five characters, such as `56260`, `2A004`, `97411`, `75056`, `75101`, or `00001` in the exercise department.
    public var text: String { CodeText.text(self.number, length: 5) }
    /// The department it belongs to.
    public let department: DepartmentCode

    /// Reads a code. Whether a commune bears it is for the reference list to say.
    ///
    /// - Throws: `Rejection` of field `commune` for what cannot be the code of a commune.
    public init(_ text: String) throws(Rejection) {
        let utf8 = Array(text.utf8)
        guard utf8.count == 5, utf8[2...].allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Rejection(field: "commune", reason: "not an INSEE commune code (five characters, for instance 56260 or 2A004)")
        }
        let length = text.hasPrefix("97") || text.hasPrefix("98") ? 3 : 2
        guard let department = try? DepartmentCode(String(text.prefix(length))) else {
            throw Rejection(field: "commune", reason: "the code does not begin with that of a department")
        }
        guard utf8[length...].contains(where: { $0 != 0x30 }) else {
            throw Rejection(field: "commune", reason: "no commune has the number zero in its department")
        }
        self.init(text: text, department: department)
    }

    private init(text: String, department: DepartmentCode) {
        self.number = CodeText.number(of: text.utf8)
        self.department = department
    }

    /// The commune itself, or the commune whose municipal arrondissement this is (Paris, Lyon, Marseille).
    ///
    /// Counts are kept under the municipality, so that a city and its arrondissements are never both summed.
    public var municipality: CommuneCode {
        guard Self.citiesWithArrondissements.contains(self.department), let number = Int(self.text) else { return self }
        switch number {
        case 75101...75120: return CommuneCode(text: "75056", department: self.department)
        case 13201...13216: return CommuneCode(text: "13055", department: self.department)
        case 69381...69389: return CommuneCode(text: "69123", department: self.department)
        default: return self
        }
    }

    private static let citiesWithArrondissements = [DepartmentCode(unchecked: "75"), DepartmentCode(unchecked: "13"), DepartmentCode(unchecked: "69")]

    /// Whether this is a municipal arrondissement of Paris, Lyon or Marseille.
    public var isArrondissement: Bool { self.municipality != self }

    /// The arrondissements of a municipality; none but for Paris, Marseille and Lyon.
    public var arrondissements: [CommuneCode] {
        let numbers: ClosedRange<Int>
        switch self.text {
        case "75056": numbers = 75101...75120
        case "13055": numbers = 13201...13216
        case "69123": numbers = 69381...69389
        default: return []
        }
        return numbers.map { CommuneCode(text: String($0), department: self.department) }
    }

    /// The IANA time zone in which the commune's days begin and end.
    public var zone: String { TerritoryZone.ofCommune(self.text, department: self.department.text) }

    /// The communes of a department whose own time zone is another than the department's, by code.
    public static func ofOtherZones(in department: DepartmentCode) -> [CommuneCode] {
        TerritoryZone.communesOfOtherZones(in: department.text).map { CommuneCode(text: $0, department: department) }
    }

    /// The five characters, as ``text``.
    public var description: String { self.text }

    /// Whether both are the same code; the department follows from it.
    public static func == (a: Self, b: Self) -> Bool { a.number == b.number }
    /// Hashes the code; the department follows from it.
    public func hash(into hasher: inout Hasher) { hasher.combine(self.number) }
    /// Orders codes by their text, digits before letters.
    public static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}
