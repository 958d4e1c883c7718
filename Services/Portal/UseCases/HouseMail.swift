import Accounts
import Formats
import Mail
import Mortality
import Runtime

/// Writes Vigie's mails and stores them until they are sent. It exists only where a mail server is set.
struct HouseMail: Sendable {
    let mails: MailStore
    let reminders: ReminderStore
    let secret: PortalSecret
    /// The beginning of all links in mails, such as `https://vigie.example`.
    let root: String
    let forgotten: ForgottenPasswords

    /// Returns the account's mail address; `nil` where it has none, or none that a server would take.
    static func address(of account: Account) -> String? { account.email.flatMap { MailAddress($0) }?.text }

    // MARK: Invitations

    /// Stores a mail with an invitation to its account. It returns the address that the mail goes to; `nil` where the account has none, or too
    /// many mails wait.
    func invite(_ account: Account, _ code: InvitationCode, until: String, by author: Author, audit: AuditStore) async throws -> String? {
        guard let address = Self.address(of: account) else { return nil }
        let draft = MailDraft(
            to: address, subject: "Votre invitation à Vigie", text: MailWords.invitation(account, link: self.link(code), until: until))
        // The code tells one invitation from the next; what is kept of it opens nothing.
        let key = "\(account.id) \(Hex.text(code.stored(under: self.secret).prefix(8)))"
        guard try await self.mails.keep(draft, as: MailMark(.invitation, key: key, account: account.id)) else { return nil }
        try await audit.write(AuditNote(.invitationMailed, by: author, on: account.id, detail: MailKind.invitation.rawValue))
        return address
    }

    func forgottenPassword(_ account: Account, _ code: InvitationCode, to address: String) -> MailDraft {
        MailDraft(to: address, subject: "Vigie : choisir un nouveau mot de passe", text: MailWords.forgottenPassword(account, link: self.link(code)))
    }

    private func link(_ code: InvitationCode) -> String { "\(self.root)/invitation#\(code.text)" }

    // MARK: Reminders

    /// Returns the mail that reminds a commune; `nil` where the account has no valid address.
    func reminder(_ reminder: Reminder, of day: CivilDay, commune name: String) -> MailDraft? {
        guard let address = reminder.email.flatMap({ MailAddress($0) })?.text else { return nil }
        let end = "\(self.root)\(self.endOfReminders(reminder.commune, of: reminder.account))"
        return MailDraft(
            to: address, subject: MailWords.reminderSubject(name, day),
            text: MailWords.reminder(name, day, declaring: "\(self.root)/mairie/?commune=\(reminder.commune)&aucun=1", stopping: end), unsubscribe: end)
    }

    /// Returns the path of the page that ends a commune's reminders.
    func endOfReminders(_ commune: CommuneCode, of account: AccountID) -> String {
        let token = ReminderToken(for: commune, of: account, under: self.secret)
        return "\(ReminderEndPages.path)?commune=\(commune)&compte=\(account)&cle=\(token.text)"
    }
}
