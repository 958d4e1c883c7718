import French

/// How the house is, told in French to whoever runs it.
enum HealthWords {
    /// What a service is for.
    static func service(_ name: String) -> String {
        let base = name.split(separator: "-").first.map(String.init) ?? name
        let words = ["portal": "Portail", "aggregation": "Registre et décomptes", "alerting": "Alertes", "map": "Cartes", "ingest": "Réception"]
        return words[base].map { "\($0) (\(name))" } ?? name
    }

    static func queue(_ name: String) -> String {
        let words = ["aggregation.declarations": "Déclarations à inscrire au registre", "alerting.counts": "Décomptes à juger"]
        return words[name].map { "\($0) (\(name))" } ?? name
    }

    static func condition(_ name: String) -> String {
        switch name {
        case "reference": "Communes et clés"
        case "counts": "Copie des décomptes"
        case "assessments": "Copie des jugements"
        case "departments": "Départements"
        case "broker": "Courtier de messages"
        case "database": "Base de données"
        case "declaring tokens": "Jetons de déclaration"
        case "questions": "Répond aux questions"
        default: name
        }
    }

    /// What is said of a condition that does not hold; where it has no French, where to look.
    static func detail(_ detail: String) -> String {
        if detail.isEmpty { return "" }
        return FrenchRefusals.text(detail).map(FrenchText.capitalized) ?? "Voir les journaux du service."
    }

    static func instances(_ count: Int) -> String { count == 0 ? "Aucune instance" : FrenchText.count(count, "instance", "instances") }
}
