import Accounts
import Mortality
import Web

/// The words that a person's password must not be made of: the names of their account and of its places.
enum PasswordWords {
    static func rule(for account: Account, _ reference: ReferenceSnapshot?) -> PasswordRule {
        var words = [account.login.text, account.name]
        for grant in account.grants {
            if case .commune(let code) = grant.territory, let commune = reference?.commune(code) { words.append(commune.name) }
            if let department = grant.territory.department, let entry = reference?.departments[department] { words.append(entry.name) }
            if case .region(let region) = grant.territory { words.append(region.name) }
        }
        return PasswordRule(words: words)
    }

    /// Judges whether somebody may take a password.
    static func judge(_ text: String, for account: Account, _ reference: ReferenceSnapshot?) -> Result<Password, PasswordFault> {
        do throws(PasswordFault) {
            return .success(try Password(text, following: self.rule(for: account, reference)))
        } catch {
            return .failure(error)
        }
    }

    /// The rules that are shown before a password is chosen.
    static let rules = [
        "Au moins \(Password.shortest) caractères, au plus \(Password.longest).",
        "Tous les caractères sont permis : lettres, accents, espaces, chiffres, signes.",
        "Ni un mot de passe que beaucoup de gens ont, ni votre nom ou celui de votre commune, même suivis de chiffres.",
        "Quelques mots sans rapport, mis bout à bout, font un bon mot de passe.",
    ]
}

extension PasswordFault {
    /// Why the password is refused, as problem documents say it; `FrenchRefusals` translates each reason.
    var reason: String {
        switch self {
        case .tooShort: "shorter than 12 characters"
        case .tooLong: "longer than 128 characters"
        case .frequent: "many people have this password"
        case .ownWord: "made of the account's own name or place"
        case .pattern: "repeats itself or follows the keyboard"
        }
    }
}
