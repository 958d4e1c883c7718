import Accounts
import Formats
import French
import Mortality
import Runtime

/// Writes the list of communes as a table for spreadsheets.
enum CallsTable {
    private static let columns = [
        "Code", "Commune", "Comptes", "Code d’invitation", "Dernière connexion", "Dernière déclaration", "Dernier appel", "Résultat", "Téléphone", "Courriel",
    ]

    static func bytes(_ standings: [CommuneStanding], zone: String, _ clock: ZoneClock) -> [UInt8] {
        var table = CSVWriter(columns: self.columns)
        func written(_ instant: Instant?) -> String? {
            instant.map { "\(WrittenDay.short(clock.day(of: $0, in: zone))) \(CallHour.written($0, in: zone, clock))" }
        }
        for standing in standings {
            table.add([
                standing.code.text, standing.name, "\(standing.clerks.accounts)", standing.clerks.code.french, written(standing.clerks.lastSignInAt),
                written(standing.lastDeclarationAt), written(standing.lastCall?.at), standing.lastCall?.outcome?.french, standing.contact?.telephone,
                standing.contact?.mail,
            ])
        }
        return table.bytes
    }
}

extension ClerkStanding.Code {
    /// The state of the commune's invitations, in French.
    var french: String {
        switch self {
        case .noAccount: "aucun compte"
        case .expired: "expiré"
        case .open: "pas encore utilisé"
        case .used: "utilisé"
        }
    }
}
