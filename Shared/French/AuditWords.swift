/// The words of the audit, told in French.
public enum AuditWords {
    /// What was done, by the word that the audit has for it.
    public static let actions: KeyValuePairs<String, String> = [
        "signed-in": "Connexion", "sign-in-refused": "Connexion refusée", "signed-out": "Déconnexion", "signed-out-everywhere": "Déconnexion partout",
        "session-ended": "Appareil déconnecté", "password-set": "Mot de passe changé", "second-factor-set": "Code du téléphone mis en place",
        "second-factor-removed": "Code du téléphone retiré", "recovery-code-used": "Code de secours utilisé", "account-created": "Compte créé",
        "account-invited": "Invitation faite", "invitation-redeemed": "Invitation utilisée", "account-changed": "Compte corrigé", "roles-changed": "Rôles changés",
        "account-moved": "Changement de commune", "account-disabled": "Compte fermé", "account-enabled": "Compte rouvert",
        "account-reset": "Mot de passe retiré", "account-erased": "Compte effacé", "account-exported": "Données du compte exportées",
        "invitation-mailed": "Invitation envoyée par courriel", "password-forgotten": "Mot de passe oublié", "reminder-set": "Rappels par courriel réglés",
        "reminder-stopped": "Rappels par courriel arrêtés",
        "dossier-seen": "Dossier d’alerte consulté", "alert-acted-upon": "Action sur une alerte", "figures-exported": "Chiffres ou carte exportés",
        "call-noted": "Appel noté", "calls-exported": "Liste d’appels exportée", "audit-read": "Journal consulté", "audit-exported": "Journal exporté",
        "audit-sealed": "Journal ancien scellé", "retention-changed": "Durée de conservation changée", "banner-set": "Bandeau affiché",
        "banner-cleared": "Bandeau retiré",
    ]

    private static let byWord = Dictionary(actions.map { ($0.key, $0.value) }) { first, _ in first }

    /// A word that a later version adds is told as it is.
    public static func action(_ word: String) -> String { self.byWord[word] ?? word }

    /// Who did it.
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

    /// What it was done to.
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

    private static func parts(_ text: String) -> (kind: String, name: String) {
        guard let colon = text.firstIndex(of: ":") else { return (text, "") }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }
}
