import Accounts
import French
import Mortality
import Runtime
import Web

/// The facts about an account that pages show, line by line.
enum AccountFacts {
    /// Returns the facts for the owner of the account.
    static func own(_ account: Account, _ reference: ReferenceSnapshot?, _ clock: ZoneClock) -> [PageFact] {
        var facts = self.common(account)
        facts.append(
            PageFact(name: "Rôles", value: account.grants.sorted().map { GrantWords.text($0, reference) }.joined(separator: " ; ")))
        facts.append(PageFact(name: "Compte créé", value: WrittenInstant.text(account.createdAt, clock)))
        if let last = account.lastSignInAt { facts.append(PageFact(name: "Dernière connexion", value: WrittenInstant.text(last, clock))) }
        return facts
    }

    /// Returns the facts for those who administer the account.
    static func others(_ account: Account, _ clock: ZoneClock) -> [PageFact] {
        var facts = self.common(account)
        facts.append(PageFact(name: "État", value: self.state(account, clock)))
        facts.append(PageFact(name: "Compte créé", value: WrittenInstant.text(account.createdAt, clock)))
        facts.append(PageFact(name: "Dernière connexion", value: account.lastSignInAt.map { WrittenInstant.text($0, clock) } ?? "jamais"))
        if account.hasIdentity {
            facts.append(PageFact(name: "Entre par", value: account.hasPassword ? "fournisseur d’identité ou mot de passe" : "fournisseur d’identité"))
        }
        facts.append(PageFact(name: "Code du téléphone", value: account.hasSecondFactor ? "oui" : "non"))
        return facts
    }

    private static func common(_ account: Account) -> [PageFact] {
        [PageFact(name: "Nom", value: account.name), PageFact(name: "Identifiant", value: account.login.text)]
            + [account.email.map { PageFact(name: "Courriel", value: $0) }, account.telephone.map { PageFact(name: "Téléphone", value: $0) }].compactMap { $0 }
    }

    private static func state(_ account: Account, _ clock: ZoneClock) -> String {
        if let closed = account.disabledAt { return "fermé \(WrittenInstant.text(closed, clock))" }
        if let until = account.invitationExpiresAt {
            let isOver = until <= clock.instant
            return isOver ? "invitation expirée \(WrittenInstant.text(until, clock))" : "invité, jusqu’au \(WrittenInstant.date(until, clock))"
        }
        return account.hasPassword || account.hasIdentity ? "ouvert" : "sans mot de passe ni invitation"
    }

    /// Returns how far somebody has come, for those who telephone them.
    static func progress(_ account: Account, _ clock: ZoneClock) -> String {
        let signIn = account.lastSignInAt.map { "dernière connexion \(WrittenInstant.text($0, clock))" } ?? "jamais connecté"
        guard let until = account.invitationExpiresAt else {
            return account.hasPassword ? "Compte ouvert, \(signIn)" : "Sans mot de passe ni code"
        }
        let isOver = until <= clock.instant
        let code =
            isOver ? "code expiré \(WrittenInstant.text(until, clock))" : "code pas encore utilisé, valable jusqu’au \(WrittenInstant.date(until, clock))"
        return account.hasPassword ? "Compte ouvert, \(signIn) ; \(code)" : FrenchText.capitalized(code)
    }

    static func line(_ account: Account, _ reference: ReferenceSnapshot?, _ clock: ZoneClock) -> AccountsPage.Line {
        let state: AccountsPage.Line.State =
            if account.disabledAt != nil {
                .disabled
            } else if account.hasPassword || account.hasIdentity {
                .active
            } else if let until = account.invitationExpiresAt, until > clock.instant {
                .invited
            } else {
                .expired
            }
        return AccountsPage.Line(
            id: account.id.description, name: account.name, login: account.login.text, roles: GrantWords.roles(of: account.grants),
            place: GrantWords.places(of: account.grants, reference),
            lastSignIn: account.lastSignInAt.map { WrittenInstant.bare($0, clock) } ?? "jamais", state: state)
    }
}
