import Formats

/// The page that tells in plain French why there is nothing else to show.
struct FailurePage: Page {
    static let template = PageTemplate.failure
    let title: String
    let heading: String
    let status: Int
    let explanation: String
    let detail: String?
    let link: PageLink
    let reference: String?

    /// Fills the page.
    ///
    /// - Parameters:
    ///   - status: Of HTTP.
    ///   - detail: What more can be said, in French.
    ///   - reference: What finds it in the logs.
    ///   - next: Where to go once signed in; only of 401.
    init(status: Int, detail: String? = nil, reference: String? = nil, next: String? = nil) {
        self.status = status
        self.detail = detail
        self.reference = reference
        switch status {
        case 401:
            self.heading = "Connectez-vous"
            self.explanation = "Cette page est réservée aux personnes qui ont un compte. Votre connexion a peut-être expiré."
        case 403:
            self.heading = "Cette page ne vous est pas ouverte"
            self.explanation = "Votre compte ne donne pas ce droit. Si vous en avez besoin, demandez-le à la personne qui administre vos comptes."
        case 404:
            self.heading = "Page introuvable"
            self.explanation = "Il n’y a rien à cette adresse. Elle a peut-être été mal recopiée, ou la page n’existe plus."
        case 429:
            self.heading = "Trop de demandes"
            self.explanation = "Trop de demandes sont venues d’ici en peu de temps. Attendez une minute, puis réessayez."
        case 503:
            self.heading = "Service momentanément indisponible"
            self.explanation = "Vigie ne peut pas répondre pour le moment. Rien n’est perdu : réessayez dans quelques minutes."
        case 400..<500:
            self.heading = "Demande refusée"
            self.explanation = "Ce qui a été envoyé n’a pas pu être admis. Revenez à la page d’avant et recommencez."
        default:
            self.heading = "Une erreur s’est produite"
            self.explanation = "Vigie n’a pas pu faire ce que vous demandiez. L’erreur est consignée. Réessayez dans quelques minutes."
        }
        self.title = self.heading
        self.link =
            status == 401 ? PageLink(name: "Se connecter", address: SignInAddress.text(next: next)) : PageLink(name: "Revenir à l’accueil", address: "/")
    }
}

/// The address of the page where people sign in.
enum SignInAddress {
    /// Returns `/connexion?suite=…`; a next address that is not one of Portal's is left out.
    static func text(next: String?) -> String {
        guard let next, next.hasPrefix("/"), !next.hasPrefix("//"), !next.contains("\\"), next.utf8.count <= 500 else { return "/connexion" }
        let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
        let escaped = next.utf8.map { byte in
            allowed.contains(byte) ? String(UnicodeScalar(byte)) : "%\(Hex.text([byte]).uppercased())"
        }
        return "/connexion?suite=\(escaped.joined())"
    }
}
