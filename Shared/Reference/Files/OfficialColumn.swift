/// A column by what it holds, with the names that publishers give it, in small letters without accents, signs and years.
enum OfficialColumn: CaseIterable {
    case code, name, region, department, population, longitude, latitude, area
    case type, parent
    case collectivity, collectivityName, collectivityCommune, collectivityCommuneName
    case movement, movementDay, typeBefore, codeBefore, typeAfter, codeAfter
    case oldCode
    case published, day, deathDepartment, deathCommune, deaths, registered
    case deathYear, deathMonth, deathDay, deathPlace

    var keys: [String] {
        switch self {
        case .code: ["code", "com", "codgeo", "codecommune", "codeinsee", "inseecom", "insee"]
        case .name: ["nom", "libelle", "libgeo", "nccenr", "nomcommune", "commune", "name"]
        case .region: ["reg", "region", "coderegion"]
        case .department: ["dep", "departement", "codedepartement"]
        case .population: ["popmunicipale", "populationmunicipale", "pmun", "pop", "population"]
        case .longitude: ["lon", "longitude", "lng", "x"]
        case .latitude: ["lat", "latitude", "y"]
        case .area: ["superficiekm2", "superficie", "surfacekm2"]
        case .type: ["typecom", "type"]
        case .parent: ["comparent", "communeparente", "parent"]
        case .collectivity: ["codecollectivite", "comer"]
        case .collectivityName: ["nomcollectivite", "libellecomer"]
        case .collectivityCommune: ["codecommune", "comcomer"]
        case .collectivityCommuneName: ["nomcommune", "libelle"]
        case .movement: ["mod"]
        case .movementDay: ["dateeff"]
        case .typeBefore: ["typecomav"]
        case .codeBefore: ["comav"]
        case .typeAfter: ["typecomap"]
        case .codeAfter: ["comap"]
        case .oldCode: ["codeancien", "anciencode", "codgeoini", "comini", "codeinitial"]
        case .published: ["published", "publication", "datepublication", "publie"]
        case .day: ["date", "day", "jour", "datededeces", "datedeces"]
        case .deathDepartment: ["department", "departement", "dep", "depdec"]
        case .deathCommune: ["commune", "com", "codecommune", "comdec", "codgeo", "codeinsee"]
        case .deaths: ["deaths", "deces", "nbdeces", "nombredeces", "nombrededeces", "nbdedeces"]
        case .registered: ["filemonth", "mois", "moisfichier"]
        case .deathYear: ["adec"]
        case .deathMonth: ["mdec"]
        case .deathDay: ["jdec"]
        case .deathPlace: ["lieudec2", "lieudec"]
        }
    }

    /// What the column holds, for whoever has to correct a file.
    var meaning: String {
        let what: String =
            switch self {
            case .code: "the code"
            case .name: "the name"
            case .region: "the region"
            case .department, .deathDepartment: "the department"
            case .population: "the population"
            case .type: "the type of commune"
            case .parent: "the commune it is part of"
            case .deathCommune: "the commune"
            case .day: "the day"
            case .deaths: "the deaths"
            case .published: "the day of publication"
            default: "what INSEE calls \(self.keys[0].uppercased())"
            }
        return "\(what) (\(self.keys.prefix(4).joined(separator: ", "))…)"
    }
}
