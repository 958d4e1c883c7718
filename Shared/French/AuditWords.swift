import Mortality

/// Tells entries of the audit in French.
public enum AuditWords {
    /// The French of what was done, by the word that the audit has for it.
    public static let actions: KeyValuePairs<String, String> = [
        "signed-in": "Connexion", "sign-in-refused": "Connexion refusée", "signed-out": "Déconnexion", "signed-out-everywhere": "Déconnexion partout",
        "session-ended": "Appareil déconnecté", "password-set": "Mot de passe changé", "second-factor-set": "Code du téléphone mis en place",
        "second-factor-removed": "Code du téléphone retiré", "recovery-code-used": "Code de secours utilisé", "account-created": "Compte créé",
        "account-invited": "Invitation faite", "invitation-redeemed": "Invitation utilisée", "account-changed": "Compte corrigé",
        "roles-changed": "Rôles changés",
        "account-moved": "Changement de commune", "account-disabled": "Compte fermé", "account-enabled": "Compte rouvert",
        "account-reset": "Mot de passe retiré", "account-erased": "Compte effacé", "account-exported": "Données du compte exportées",
        "invitation-mailed": "Invitation envoyée par courriel", "password-forgotten": "Mot de passe oublié", "reminder-set": "Rappels par courriel réglés",
        "reminder-stopped": "Rappels par courriel arrêtés",
        "dossier-seen": "Dossier d’alerte consulté", "alert-acted-upon": "Action sur une alerte", "figures-exported": "Chiffres ou carte exportés",
        "call-noted": "Appel noté", "calls-exported": "Liste d’appels exportée", "audit-read": "Journal consulté", "audit-exported": "Journal exporté",
        "audit-sealed": "Journal ancien scellé", "retention-changed": "Durée de conservation changée", "banner-set": "Bandeau affiché",
        "banner-cleared": "Bandeau retiré", "department-opened": "Département ouvert", "department-paused": "Département suspendu",
        "department-resumed": "Département repris", "department-closed": "Département fermé", "identity-tied": "Identité rattachée",
        "identity-untied": "Identité détachée",
    ]

    private static let byWord = Dictionary(actions.map { ($0.key, $0.value) }) { first, _ in first }

    /// Returns the French of what was done; a word that a later version adds is told as it is.
    public static func action(_ word: String) -> String { self.byWord[word] ?? word }

    /// Returns who did it, in French.
    public static func actor(_ text: String) -> String {
        let (kind, name) = self.parts(text)
        switch kind {
        case "account": return "compte \(name)"
        case "console": return "vigiectl, \(name.replacing("@", with: " sur "))"
        case "key": return "clé \(name)"
        case "service": return "service \(name)"
        case "nobody": return "personne de connu"
        default: return text
        }
    }

    /// Returns what it was done to, in French.
    public static func subject(_ text: String) -> String {
        let (kind, name) = self.parts(text)
        switch kind {
        case "account": return "compte \(name)"
        case "alert": return "alerte \(name)"
        case "department": return "département \(name)"
        case "commune": return "commune \(name)"
        case "audit": return "journal d’audit"
        default: return text
        }
    }

    /// Returns the detail of an action in French; what has no French is told as it is.
    public static func detail(_ text: String, of action: String) -> String {
        switch action {
        case "signed-in", "sign-in-refused", "account-reset": return self.words(text, self.proofs)
        case "account-created", "roles-changed": return self.words(text, self.grant)
        case "account-moved":
            return text.replacing(" -> ", with: " → ").replacing("which it is part of now", with: "dont elle fait partie")
        case "call-noted": return self.words(text) { CallOutcome(rawValue: $0)?.french.lowercased() }
        case "signed-out-everywhere": return self.number(text, after: "sessions ").map { FrenchText.count($0, "appareil", "appareils") } ?? text
        case "audit-sealed": return self.number(text, after: "entries ").map { FrenchText.count($0, "ligne", "lignes") } ?? text
        case "retention-changed": return text.hasPrefix("months ") ? "\(text.dropFirst(7).replacing(" -> ", with: " → ")) mois" : text
        default: return text
        }
    }

    private static func words(_ text: String, _ french: (String) -> String?) -> String {
        text.split(separator: ", ").map { french(String($0)) ?? String($0) }.joined(separator: ", ")
    }

    private static func proofs(_ word: String) -> String? {
        let own = "with a second factor of its own "
        if word.hasPrefix(own) { return "avec son propre second facteur \(word.dropFirst(own.count))" }
        return switch word {
        case "password": "mot de passe"
        case "second factor": "code du téléphone"
        case "password and second factor": "mot de passe et code du téléphone"
        case "by the identity provider": "par le fournisseur d’identité"
        case "with a second factor": "avec le code du téléphone"
        default: nil
        }
    }

    /// Returns the French of a grant that comes (`+clerk commune:56260`) or goes (`-…`).
    private static func grant(_ word: String) -> String? {
        if word == "demonstration" { return "démonstration" }
        let parts = word.dropFirst().split(separator: " ")
        guard let sign = word.first, "+-".contains(sign), parts.count == 2, let role = Role(rawValue: String(parts[0])) else { return nil }
        let (kind, name) = self.parts(String(parts[1]))
        let kinds = ["commune": "commune", "department": "département", "region": "région", "zone": "zone"]
        return "\(sign == "+" ? "+" : "−") \(role.french) (\(kinds[kind].map { "\($0) \(name)" } ?? (kind == "nation" ? "France" : String(parts[1]))))"
    }

    private static func number(_ text: String, after word: String) -> Int? { text.hasPrefix(word) ? Int(text.dropFirst(word.count)) : nil }

    private static func parts(_ text: String) -> (kind: String, name: String) {
        guard let colon = text.firstIndex(of: ":") else { return (text, "") }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }
}
