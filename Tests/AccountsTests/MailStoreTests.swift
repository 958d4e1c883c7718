import Mortality
import Persistence
import TestBench
import Testing

@testable import Accounts

@Suite("Mails that wait to be sent", .timeLimit(.minutes(3)))
struct MailStoreTests {
    private static let draft = MailDraft(to: "marie@example.fr", subject: "Zébulon", text: "Le code 7KQ4-XR2C-9D2J", unsubscribe: "https://vigie.example/fin")

    private func store(_ bench: PortalBench) -> MailStore { MailStore(pool: bench.portal, secret: bench.secret) }

    private func due(_ bench: PortalBench) async throws {
        try await bench.owner.execute("UPDATE portal.mail SET not_before = now() - interval '1 second' WHERE letter IS NOT NULL")
    }

    /// What became of the only mail.
    private func fate(_ bench: PortalBench) async throws -> String {
        let row = try await bench.owner.query(
            "SELECT letter IS NOT NULL AS waiting, sent_at IS NOT NULL AS sent, failed_at IS NOT NULL AS failed, reason FROM portal.mail"
        ).one()
        let states = try ["waiting", "sent", "failed"].filter { try row.bool(.name($0)) }
        return (states + [try row.optionalText("reason")].compactMap { $0 }).joined(separator: ": ")
    }

    @Test("A letter is sealed, kept once under its key, and gone when it is sent")
    func life() async throws {
        try await withPortal { bench async throws in
            let store = self.store(bench)
            #expect(try await store.take(for: .seconds(60)) == nil)
            #expect(try await store.keep(Self.draft, as: MailMark(.invitation, key: "a")))
            #expect(try await !store.keep(Self.draft, as: MailMark(.invitation, key: "a")))
            let stored = try await bench.owner.query("SELECT letter FROM portal.mail").one().bytes(0)
            for word in ["7KQ4", "marie", "bulon"] { #expect(!String(decoding: stored, as: UTF8.self).contains(word)) }
            #expect(try await store.waiting() == 1)
            let taken = try #require(try await store.take(for: .seconds(60)))
            #expect(taken.draft == Self.draft && taken.kind == .invitation && taken.attempts == 1)
            #expect(try await store.take(for: .seconds(60)) == nil)
            try await store.sent(taken)
            #expect(try await self.fate(bench) == "sent")
            #expect(try await store.waiting() == 0)
            try await self.due(bench)
            #expect(try await store.take(for: .seconds(60)) == nil)
            // What was sent is not kept again.
            #expect(try await !store.keep(Self.draft, as: MailMark(.invitation, key: "a")))
            try await bench.owner.execute("UPDATE portal.mail SET created_at = now() - interval '32 days', worth_until = now() - interval '31 days'")
            #expect(try await store.purge() == 1)
        }
    }

    @Test("Whoever ends between the server's 250 and its note leaves the mail to be sent again, under the same id")
    func copies() async throws {
        try await withPortal { bench async throws in
            let store = self.store(bench)
            _ = try await store.keep(Self.draft, as: MailMark(.invitation, key: "a"))
            let first = try #require(try await store.take(for: .seconds(60)))
            // The note of it is lost, and the lease ends.
            try await self.due(bench)
            let second = try #require(try await store.take(for: .seconds(60)))
            #expect(second.id == first.id && second.createdAt == first.createdAt && second.draft == first.draft && second.attempts == 2)
            // Whoever was late says nothing over the other's head, unless it was sent.
            try await store.putOff(first, for: .seconds(600), because: "late")
            #expect(try await !store.refused(first, because: "late"))
            #expect(try await self.fate(bench) == "waiting")
            #expect(try await store.refused(second, because: "550 5.1.1 no\r\nsuch"))
            #expect(try await self.fate(bench) == "failed: 550 5.1.1 no  such")
            try await store.sent(first)
            #expect(try await self.fate(bench) == "sent")
        }
    }

    @Test("It is put off for longer each time, and given up once it is worth nothing")
    func patience() async throws {
        try await withPortal { bench async throws in
            let store = self.store(bench)
            _ = try await store.keep(Self.draft, as: MailMark(.reminder, key: "a", worth: .seconds(3_600)))
            var pauses: [Int64] = []
            for _ in 0..<8 {
                let taken = try #require(try await store.take(for: .seconds(60)))
                pauses.append(taken.pause.components.seconds)
                try await store.putOff(taken, for: taken.pause, because: "451 4.3.0 later")
                #expect(try await store.take(for: .seconds(60)) == nil)
                try await self.due(bench)
            }
            #expect(pauses == [60, 120, 240, 480, 960, 1_920, 3_600, 3_600])
            #expect(try await store.giveUp().isEmpty)
            try await bench.owner.execute("UPDATE portal.mail SET created_at = now() - interval '2 hours', worth_until = now() - interval '1 second'")
            #expect(try await store.take(for: .seconds(60)) == nil)
            #expect(try await store.giveUp().map { "\($0.kind) \($0.reason)" } == ["reminder 451 4.3.0 later"])
            #expect(try await store.giveUp().isEmpty)
            #expect(try await self.fate(bench) == "failed: 451 4.3.0 later")
        }
    }

    @Test("Of many who take at once, each mail has one")
    func together() async throws {
        try await withPortal { bench async throws in
            let store = self.store(bench)
            for number in 0..<20 { _ = try await store.keep(Self.draft, as: MailMark(.invitation, key: "\(number)")) }
            let taken = try await atOnce(30) { _ in try await store.take(for: .seconds(60))?.id }
            #expect(Set(taken.compactMap { $0 }).count == 20 && taken.count { $0 != nil } == 20)
        }
    }

    @Test("Under another secret nothing is read, and it is told")
    func anotherSecret() async throws {
        try await withPortal { bench async throws in
            _ = try await self.store(bench).keep(Self.draft, as: MailMark(.invitation, key: "a"))
            let taken = try #require(try await MailStore(pool: bench.portal, secret: PortalSecret()).take(for: .seconds(60)))
            #expect(taken.draft == nil && !"\(Self.draft)".contains("7KQ4"))
        }
    }

    // MARK: Forgotten passwords

    private func mailed(_ bench: PortalBench, _ account: Account, turn: String = "1") async throws -> InvitationCode? {
        var code: InvitationCode?
        let isKept = try await bench.invitations.mailCode(to: account, turn: turn, by: PortalBench.author, in: self.store(bench)) {
            code = $0
            return Self.draft
        }
        return isKept ? code : nil
    }

    @Test("A mailed code stands beside password and invitation, once a turn, and whichever is redeemed ends the other")
    func forgotten() async throws {
        try await withPortal { bench async throws in
            let account = try await bench.person("marie", "clerk@commune:56260")
            let session = try await bench.signIn(account.id)
            let invitation = try await bench.invitations.renew(account.id, by: PortalBench.author).code
            let now = try #require(try await bench.accounts.account(account.id))
            let code = try #require(try await self.mailed(bench, now))
            #expect(try await self.mailed(bench, now) == nil)
            #expect(try await bench.accounts.account(account.id)?.hasPassword == true)
            #expect(try await bench.sessions.session(session, isUse: false) != nil)
            #expect(try await bench.invitations.account(invitedBy: invitation)?.id == account.id)
            #expect(try await bench.invitations.account(invitedBy: code)?.id == account.id)
            let second = try #require(try await self.mailed(bench, now, turn: "2"))
            #expect(try await bench.invitations.account(invitedBy: code) == nil)
            #expect(try await bench.invitations.redeem(second, passwordHash: try PortalBench.hash(2))?.id == account.id)
            #expect(try await bench.invitations.redeem(invitation, passwordHash: try PortalBench.hash(3)) == nil)
            #expect(try await bench.sessions.session(session, isUse: false) == nil)
            #expect(try await bench.owner.query("SELECT count(*) FROM portal.mailed_code").one().int(0) == 0)
        }
    }

    @Test("A mailed code ends with its hours, with a new invitation, and with the account")
    func endings() async throws {
        try await withPortal { bench async throws in
            let account = try await bench.person("marie", "clerk@commune:56260")
            let over = try #require(try await self.mailed(bench, account))
            try await bench.owner.execute("UPDATE portal.mailed_code SET issued_at = now() - interval '5 hours', expires_at = now() - interval '1 second'")
            #expect(try await bench.invitations.redeem(over, passwordHash: try PortalBench.hash(2)) == nil)
            let renewed = try #require(try await self.mailed(bench, account, turn: "2"))
            _ = try await bench.invitations.reset(account.id, by: PortalBench.author)
            #expect(try await bench.invitations.redeem(renewed, passwordHash: try PortalBench.hash(2)) == nil)
            let now = try #require(try await bench.accounts.account(account.id))
            let closed = try #require(try await self.mailed(bench, now, turn: "3"))
            try await bench.accounts.disable(account.id, by: PortalBench.author)
            #expect(try await bench.invitations.account(invitedBy: closed) == nil)
            let error = await #expect(throws: AccountError.self) { _ = try await self.mailed(bench, now, turn: "4") }
            #expect(error?.code == .stale)
        }
    }

    @Test("Who forgot is found by login or address, in any case; nobody who is closed")
    func found() async throws {
        try await withPortal { bench async throws in
            let marie = try await bench.person("marie", "clerk@commune:56260")
            for text in ["marie", "Marie", "MARIE@example.fr"] { #expect(try await bench.accounts.accounts(calledOrReached: text).map(\.id) == [marie.id]) }
            for text in ["", "ma", "mari", "%", "marie@example.f", String(repeating: "a", count: 300), "ab\0"] {
                #expect(try await bench.accounts.accounts(calledOrReached: text).isEmpty)
            }
            try await bench.accounts.disable(marie.id, by: PortalBench.author)
            #expect(try await bench.accounts.accounts(calledOrReached: "marie").isEmpty)
        }
    }

    // MARK: Reminders

    @Test("A commune is reminded once a day, at a clerk's address, until somebody stops it")
    func reminders() async throws {
        try await withPortal { bench async throws in
            let (marie, vannes) = (try await bench.person("marie", "clerk@commune:56260"), try CommuneCode("56260"))
            let store = ReminderStore(pool: bench.portal, mails: self.store(bench))
            #expect(try await store.reminder(of: vannes) == nil)
            try await store.set(vannes, at: 16, on: .usual, of: marie.id, by: PortalBench.author)
            let weekdays = try #require(OpenWeekdays([1, 3, 6]))
            try await store.set(vannes, at: 9, on: weekdays, of: marie.id, by: PortalBench.author)
            let kept = try #require(try await store.reminder(of: vannes))
            #expect(kept.hour == 9 && kept.weekdays.numbers == [1, 3, 6] && kept.email == "marie@example.fr" && kept.lastOn == nil)
            #expect(try await store.reminders(after: nil) == [kept])
            #expect(try await store.reminders(after: vannes).isEmpty)
            let day = try CivilDay(iso: "2026-11-30")
            let reminded = try await atOnce(8) { _ in try await store.remind(kept, of: day, by: Self.draft, worth: .seconds(3_600)) }
            #expect(reminded.count { $0 } == 1)
            #expect(try await !store.remind(kept, of: day.advanced(by: -1), by: Self.draft, worth: .seconds(3_600)))
            #expect(try await store.reminder(of: vannes)?.lastOn == day)
            #expect(try await self.store(bench).waiting() == 1)
            // Who is a clerk there no more is not written to.
            try await bench.accounts.changeGrants(
                of: marie.id, adding: [try Grant(.clerk, .commune(try CommuneCode("56007")))], removing: [try Grant(.clerk, .commune(vannes))],
                by: PortalBench.author)
            #expect(try await store.reminders(after: nil).isEmpty)
            #expect(try await !store.stop(vannes, of: AccountID(), by: PortalBench.author))
            #expect(try await store.stop(vannes, of: marie.id, by: PortalBench.author))
            #expect(try await !store.stop(vannes, by: PortalBench.author))
            #expect(try await store.reminder(of: vannes) == nil)
        }
    }

    @Test("The link of a mail is one commune's and one account's")
    func tokens() throws {
        let (secret, id, vannes) = (PortalSecret(), AccountID(), try CommuneCode("56260"))
        let token = ReminderToken(for: vannes, of: id, under: secret)
        #expect(token.isShown(by: token.text) && token == ReminderToken(for: vannes, of: id, under: secret))
        for other in [
            ReminderToken(for: try CommuneCode("56007"), of: id, under: secret), ReminderToken(for: vannes, of: AccountID(), under: secret),
            ReminderToken(for: vannes, of: id, under: PortalSecret()),
        ] { #expect(!token.isShown(by: other.text)) }
        #expect(!token.isShown(by: "") && !token.isShown(by: String(token.text.dropLast())))
        #expect(OpenWeekdays([Int]()) == nil && OpenWeekdays([8]) == nil && OpenWeekdays(bits: 128) == nil && OpenWeekdays.usual.numbers == [1, 2, 3, 4, 5])
    }
}
