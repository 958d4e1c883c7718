/// A zone de défense et de sécurité, whose prefect coordinates the departments of several regions in a crisis.
///
/// Composition: Code de la défense, articles R*1211-4 (European France, as changed by décret n° 2015-1625) and R1211-8 (overseas).
/// Saint-Pierre-et-Miquelon belongs to none (R1211-7), and neither does the exercise department.
public enum DefenceZone: String, CaseIterable, Codable, Hashable, Sendable {
    case nord
    case ouest
    case paris
    case sudOuest = "sud-ouest"
    case sud
    case sudEst = "sud-est"
    case est
    case antilles
    case guyane
    case oceanIndien = "ocean-indien"
    case nouvelleCaledonie = "nouvelle-caledonie"
    case polynesie

    /// The French name: `Ouest`, `Sud de l’océan Indien`.
    public var name: String {
        switch self {
        case .nord: "Nord"
        case .ouest: "Ouest"
        case .paris: "Paris"
        case .sudOuest: "Sud-Ouest"
        case .sud: "Sud"
        case .sudEst: "Sud-Est"
        case .est: "Est"
        case .antilles: "Antilles"
        case .guyane: "Guyane"
        case .oceanIndien: "Sud de l’océan Indien"
        case .nouvelleCaledonie: "Nouvelle-Calédonie"
        case .polynesie: "Polynésie française"
        }
    }

    /// Its departments and collectivities, in order.
    public var departments: [DepartmentCode] { Self.departments[self] ?? [] }

    /// The zone that a department belongs to; `nil` for Saint-Pierre-et-Miquelon and the exercise department.
    public init?(of department: DepartmentCode) {
        guard let zone = Self.allCases.first(where: { $0.departments.contains(department) }) else { return nil }
        self = zone
    }

    private static let departments: [DefenceZone: [DepartmentCode]] = Dictionary(
        uniqueKeysWithValues: allCases.map { zone in
            let (regions, collectivities) = zone.composition
            let ofRegions = Region.all.filter { regions.contains($0.code) }.flatMap(\.departments)
            return (zone, (ofRegions + collectivities.map(DepartmentCode.init(unchecked:))).sorted())
        })

    /// The codes of its regions, and of the overseas departments and collectivities that are in no region of it.
    private var composition: (regions: Set<String>, collectivities: [String]) {
        switch self {
        case .nord: (["32"], [])
        case .ouest: (["24", "28", "52", "53"], [])
        case .paris: (["11"], [])
        case .sudOuest: (["75"], [])
        case .sud: (["76", "93", "94"], [])
        case .sudEst: (["84"], [])
        case .est: (["27", "44"], [])
        case .antilles: (["01", "02"], ["977", "978"])
        case .guyane: (["03"], [])
        case .oceanIndien: (["04", "06"], [])
        case .nouvelleCaledonie: ([], ["986", "988"])
        case .polynesie: ([], ["987"])
        }
    }
}
