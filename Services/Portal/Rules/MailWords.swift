import Accounts
import French
import Mortality

/// The texts of Vigie's mails, in French.
enum MailWords {
    private static let ending = """
        Ce message est envoyé automatiquement : personne ne lit les réponses.
        Vigie, veille sur la mortalité
        """

    static func invitation(_ account: Account, link: String, until: String) -> String {
        """
        Bonjour,

        Un accès à Vigie est prêt pour \(account.name).
        Votre identifiant : \(account.login.text)

        Pour choisir votre mot de passe, ouvrez ce lien. Il sert une seule fois, et jusqu’au \(until) :
        \(link)

        \(self.ending)

        """
    }

    static func forgottenPassword(_ account: Account, link: String) -> String {
        """
        Bonjour,

        Quelqu’un, sans doute vous, a dit avoir oublié le mot de passe de Vigie.
        Votre identifiant : \(account.login.text)

        Pour choisir un nouveau mot de passe, ouvrez ce lien. Il sert une seule fois, dans les quatre heures :
        \(link)

        Ce n’était pas vous ? Ne faites rien : votre mot de passe reste le même.

        \(self.ending)

        """
    }

    static func reminderSubject(_ commune: String, _ day: CivilDay) -> String {
        "Vigie : rien n’est déclaré pour \(String(commune.prefix(80))), \(FrenchText.loose(FrenchText.dateWithWeekday(day)))"
    }

    static func reminder(_ commune: String, _ day: CivilDay, declaring: String, stopping: String) -> String {
        """
        Bonjour,

        Rien n’est encore déclaré pour \(commune), \(FrenchText.loose(FrenchText.dateWithWeekday(day))).

        Aucun décès ? Ouvrez cette page et confirmez-le. Ouvrir la page ne déclare rien :
        \(declaring)

        Un décès ? La même page sert à le déclarer.

        Pour ne plus recevoir ces rappels :
        \(stopping)

        \(self.ending)

        """
    }
}
