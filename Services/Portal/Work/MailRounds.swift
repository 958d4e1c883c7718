import Accounts
import CoreMetrics
import Logging
import Mail
import Mortality
import Runtime
import Threading

/// Sends the mails that wait, one at a time, for as long as the service runs. Other instances may do the same out of the same store.
///
/// A mail is noted as sent after the server's 250 and never before; when the service is asked to stop, what is being sent is given up, unless
/// that 250 has come: then it is noted first.
final class MailRounds: Sendable {
    /// For how long a mail belongs to the instance that took it: longer than sending it and recording that can take.
    static let lease: Duration = .seconds(300)
    /// The most mails that one round sends.
    static let most = 200

    private let mails: MailStore
    private let sender: MailSender
    private let from: MailAddress
    private let logger: Logger
    private let stopping = StopSignal()
    /// The cause of the last delay that was logged, so that an outage is logged once.
    private let told = Locked<MailDelay.Cause?>(nil)

    init(mails: MailStore, sender: MailSender, from: MailAddress, logger: Logger) {
        self.mails = mails
        self.sender = sender
        self.from = from
        self.logger = logger
    }

    /// Ends `run`, once what is being sent is noted or given up.
    func stop() {
        self.stopping.stop()
        self.sender.stop()
    }

    private var goesOn: Bool { !Task.isCancelled && !self.stopping.isStopped }

    /// Does one round after the other until stopped.
    func run() async {
        var rounds = 0
        let work = Periodic(every: .seconds(1), retrying: .seconds(5)...(.seconds(5)), failure: "mails could not be looked up", logger: self.logger)
        await work.runPaced(until: self.stopping) {
            defer { rounds += 1 }
            let isUsable = try await self.round()
            if rounds % 600 == 0 { try await self.mails.purge() }
            return isUsable ? .asUsual : .after(.seconds(30))
        }
    }

    /// Sends the mails that are due, and logs those that are given up. It returns whether the server can be used.
    @discardableResult
    func round() async throws -> Bool {
        var (count, isUsable) = (0, true)
        while count < Self.most, isUsable, self.goesOn, let mail = try await self.mails.take(for: Self.lease) {
            isUsable = try await self.deliver(mail)
            count += 1
        }
        for failed in try await self.mails.giveUp() {
            self.count("vigie_mail_given_up_total", failed.kind)
            self.logger.error("a mail was given up: no server took it on in time", metadata: ["mail": "\(failed.id)", "kind": "\(failed.kind)"])
        }
        Gauge(label: "vigie_mail_waiting").record(try await self.mails.waiting())
        return isUsable
    }

    /// Tries to send a mail. It returns whether the next one is worth trying.
    private func deliver(_ taken: TakenMail) async throws -> Bool {
        let kind = taken.kind?.rawValue ?? "other"
        guard let mail = self.mail(of: taken) else {
            self.count("vigie_mail_refused_total", kind)
            self.logger.error("a mail cannot be read, or has no address that mail goes to", metadata: ["mail": "\(taken.id)", "kind": "\(kind)"])
            try await self.mails.refused(taken, because: "it could not be read, or has no address that mail goes to")
            return true
        }
        switch await self.sender.send(mail) {
        case .accepted:
            try await self.note(taken)
            self.count("vigie_mail_sent_total", kind)
            self.told.withLock { $0 = nil }
            self.logger.info("a mail was sent", metadata: ["mail": "\(taken.id)", "kind": "\(kind)", "tries": "\(taken.attempts)"])
            return true
        case .refused(let reply):
            self.count("vigie_mail_refused_total", kind)
            // The server's words may hold the recipient's address: they stay in the database.
            self.logger.warning("a mail was refused for good", metadata: ["mail": "\(taken.id)", "kind": "\(kind)", "code": "\(reply.code)"])
            try await self.mails.refused(taken, because: "\(reply)")
            return true
        case .later(let delay):
            if delay.cause == .stopped {
                try await self.mails.putOff(taken, for: .zero, because: "\(delay)")
                return false
            }
            try await self.mails.putOff(taken, for: taken.pause, because: "\(delay)")
            self.tell(delay, taken, kind)
            return delay.cause == .busy || delay.cause == .other
        }
    }

    /// Records that a mail is sent. While the database is away it tries several times, since the mail would go out again otherwise.
    private func note(_ taken: TakenMail) async throws {
        for _ in 0..<3 {
            do {
                return try await self.mails.sent(taken)
            } catch {
                self.logger.info("that a mail was sent could not be noted", metadata: ["mail": "\(taken.id)", "error": "\(error)"])
                try await Task.sleep(for: .seconds(2))
            }
        }
        try await self.mails.sent(taken)
    }

    private func mail(of taken: TakenMail) -> Mail? {
        guard let draft = taken.draft, let address = MailAddress(draft.to), let id = MessageID(taken.id, by: self.from) else { return nil }
        return try? Mail(
            messageID: id, date: taken.createdAt.seconds, to: address, subject: draft.subject, text: draft.text,
            unsubscribe: draft.unsubscribe)
    }

    private func tell(_ delay: MailDelay, _ taken: TakenMail, _ kind: String) {
        Counter(label: "vigie_mail_put_off_total", dimensions: [("cause", delay.cause.rawValue)]).increment()
        let metadata: Logger.Metadata = [
            "mail": "\(taken.id)", "kind": "\(kind)", "cause": "\(delay.cause.rawValue)", "code": "\(delay.reply?.code ?? 0)", "tries": "\(taken.attempts)",
        ]
        let isKnown = self.told.withLock { told in
            defer { told = delay.cause }
            return told == delay.cause
        }
        self.logger.log(level: isKnown ? .info : .warning, "a mail was not taken on and is tried again", metadata: metadata)
    }

    private func count(_ label: String, _ kind: String) { Counter(label: label, dimensions: [("kind", kind)]).increment() }
}
