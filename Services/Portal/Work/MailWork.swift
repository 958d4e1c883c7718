import Accounts
import Logging
import Mail
import Runtime
import Threading
import Web

/// The background work of mail while the service runs; there is none where no mail server is set.
struct MailWork: Sendable {
    let services: [Background]

    /// Prepares the work.
    ///
    /// - Throws: `ThreadingError` when the system has no thread left.
    init(
        server: SMTPServer, people: People, figures: any Figures, reference: @escaping @Sendable () -> ReferenceSnapshot?, logger: Logger
    ) throws(ThreadingError) {
        guard let houseMail = people.houseMail else {
            self.services = []
            return
        }
        let rounds = MailRounds(mails: houseMail.mails, sender: try MailSender(server: server), from: server.sender, logger: logger)
        let reminders = ReminderRounds(people: people, houseMail: houseMail, figures: figures, reference: reference, logger: logger)
        self.services = [
            Background(stop: rounds.stop) { await rounds.run() },
            .untilStop { await houseMail.forgotten.run(people, houseMail) },
            .untilStop { await reminders.run() },
        ]
    }
}
