/// A region of France, of those that there are since 2016 (loi n° 2015-29; codes and names: INSEE, Code officiel géographique).
public struct Region: Hashable, Sendable {
    /// The INSEE code: `53`.
    public let code: String
    /// The name, with its article where French has one: `Bretagne`, `La Réunion`.
    public let name: String
    /// Its departments, in order.
    public let departments: [DepartmentCode]

    /// The region of a code; `nil` for what is no region's.
    public init?(code: String) {
        guard let known = Self.all.first(where: { $0.code == code }) else { return nil }
        self = known
    }

    private init(_ code: String, _ name: String, _ departments: String) {
        self.code = code
        self.name = name
        self.departments = departments.split(separator: " ").map { DepartmentCode(unchecked: String($0)) }.sorted()
    }

    /// Whether it lies in Europe.
    public var isMetropolitan: Bool { self.departments.allSatisfy(\.isMetropolitan) }

    /// Every region, by code.
    public static let all: [Region] = [
        Region("01", "Guadeloupe", "971"), Region("02", "Martinique", "972"), Region("03", "Guyane", "973"),
        Region("04", "La Réunion", "974"), Region("06", "Mayotte", "976"),
        Region("11", "Île-de-France", "75 77 78 91 92 93 94 95"), Region("24", "Centre-Val de Loire", "18 28 36 37 41 45"),
        Region("27", "Bourgogne-Franche-Comté", "21 25 39 58 70 71 89 90"), Region("28", "Normandie", "14 27 50 61 76"),
        Region("32", "Hauts-de-France", "02 59 60 62 80"), Region("44", "Grand Est", "08 10 51 52 54 55 57 67 68 88"),
        Region("52", "Pays de la Loire", "44 49 53 72 85"), Region("53", "Bretagne", "22 29 35 56"),
        Region("75", "Nouvelle-Aquitaine", "16 17 19 23 24 33 40 47 64 79 86 87"),
        Region("76", "Occitanie", "09 11 12 30 31 32 34 46 48 65 66 81 82"),
        Region("84", "Auvergne-Rhône-Alpes", "01 03 07 15 26 38 42 43 63 69 73 74"),
        Region("93", "Provence-Alpes-Côte d’Azur", "04 05 06 13 83 84"), Region("94", "Corse", "2A 2B"),
    ]
}

extension DepartmentCode {
    /// Whether it lies in Europe. The exercise department lies nowhere, but is drawn as if it did.
    public var isMetropolitan: Bool { self.text.utf8.count == 2 }
}
