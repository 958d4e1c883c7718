import Mortality

/// A list of communes as one file tells it: INSEE's own (`v_commune_2026.csv`) or one with populations.
struct PlaceTable: Sendable {
    /// A line of the list.
    struct Entry: Sendable {
        let code: CommuneCode
        let name: String
        let population: Int?
        let longitude: Double?
        let latitude: Double?
        let areaKm2: Double?
        /// The commune that it is part of, where it is an arrondissement, an associated or a delegated commune.
        let parent: CommuneCode?
    }

    let file: OfficialFile
    private(set) var communes: [Entry] = []
    /// The arrondissements of Paris, Lyon and Marseille.
    private(set) var arrondissements: [Entry] = []
    /// Associated and delegated communes. One may bear the code of the commune that it is part of, and is no commune all the same.
    private(set) var parts: [Entry] = []
    /// Whether the list tells populations.
    let hasPopulations: Bool

    init(_ source: OfficialFile) throws(ReferenceError) {
        self.file = source
        let file = try DelimitedFile(source)
        let (code, name) = (try file.required(.code), try file.required(.name))
        let (type, parent) = (file.place(of: .type), file.place(of: .parent))
        // INSEE's own list, the one with types, leaves populations to another file.
        let population = type == nil ? try file.required(.population) : file.place(of: .population)
        let (longitude, latitude, area) = (file.place(of: .longitude), file.place(of: .latitude), file.place(of: .area))
        self.hasPopulations = population != nil
        while let row = try file.next() {
            let kind = type.map { row[$0].uppercased() } ?? "COM"
            guard ["COM", "ARM", "COMA", "COMD"].contains(kind) else {
                throw file.error("\"\(kind.prefix(40))\" is no type of commune that INSEE has (COM, ARM, COMA, COMD)")
            }
            let entry = Entry(
                code: try file.commune(row[code]), name: row[name],
                population: try population.flatMap { place throws(ReferenceError) in row[place].isEmpty ? nil : try file.count(row[place]) },
                longitude: try longitude.flatMap { place throws(ReferenceError) in try file.number(row[place]) },
                latitude: try latitude.flatMap { place throws(ReferenceError) in try file.number(row[place]) },
                areaKm2: try area.flatMap { place throws(ReferenceError) in try file.number(row[place]) },
                parent: try parent.flatMap { place throws(ReferenceError) in row[place].isEmpty ? nil : try file.commune(row[place]) })
            switch kind {
            case "COM":
                if type == nil, population != nil, entry.population == nil { throw file.error("\"\" is no count") }
                self.communes.append(entry)
            case "ARM":
                guard entry.parent == nil || entry.parent == entry.code.municipality else {
                    throw file.error("\(entry.code) is no arrondissement of \(entry.parent?.text ?? "")")
                }
                self.arrondissements.append(entry)
            default: self.parts.append(entry)
            }
        }
        let twice = Dictionary(grouping: self.communes, by: \.code).first { $0.value.count > 1 }
        if let twice { throw ReferenceError("\(file.name) lists the commune \(twice.key) \(twice.value.count) times") }
    }
}
