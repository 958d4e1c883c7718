import French
import Runtime

/// The state of the services, told in French to whoever runs Vigie.
enum HealthWords {
    /// Returns what a service is for.
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
        case "declarations": "Reçoit les déclarations"
        default: name
        }
    }

    /// Returns why a condition does not hold, in French; where there is no French for it, the words say where to look.
    static func detail(_ detail: String) -> String {
        if detail.isEmpty { return "" }
        return FrenchRefusals.text(detail).map(FrenchText.capitalized) ?? "Voir les journaux du service."
    }

    /// Returns the state that an instance told of itself.
    ///
    /// - Parameter when: « le 12 mars 2026 à 9 h 05 »: since when it has been so, or when it was heard of last.
    static func instance(_ instance: ServiceInstance, _ when: String) -> String {
        if instance.isSilent { return "Sans nouvelles : vue pour la dernière fois \(when)." }
        return instance.isReady ? "Prête depuis \(when)." : "Pas prête depuis \(when). Voir les journaux du service."
    }

    static func instances(_ count: Int) -> String { count == 0 ? "Aucune instance" : FrenchText.count(count, "instance", "instances") }
}
