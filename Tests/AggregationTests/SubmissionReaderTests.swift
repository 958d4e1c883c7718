import Contracts
import Formats
import Foundation
import Ledger
import Mortality
import Runtime
import Testing

@testable import Aggregation

/// Which messages become submissions, which are refused, and which are dead letters.
@Suite struct SubmissionReaderTests {
    /// 2026-11-23 12:00 UTC.
    static let noon: Int64 = 1_795_435_200_000_000

    static func reader(now: Int64 = noon) throws -> SubmissionReader {
        SubmissionReader(admission: AdmissionCheck(clock: ZoneClock { Instant(microseconds: now) }))
    }

    /// A message that is admitted as it is.
    static func message(_ change: (inout Vigie_V1_DeclarationSubmitted) throws -> Void = { _ in }) throws -> [UInt8] {
        var message = Vigie_V1_DeclarationSubmitted()
        message.declaration.commune = "56260"
        message.declaration.id = Data(repeating: 9, count: 16)
        message.declaration.revision = 1
        message.declaration.day = try CivilDay(iso: "2026-11-23").daysSinceEpoch
        message.declaration.place = .home
        message.declaration.cause = .covidSuspected
        message.declaration.deaths = 2
        message.receivedAtUs = Self.noon
        message.keyID = "0a1b2c3d"
        message.correlationID = "trace"
        try change(&message)
        return try Wire.encode(message)
    }

    static func submission(_ change: (inout Vigie_V1_DeclarationSubmitted) throws -> Void = { _ in }) throws -> Submission? {
        guard case .submission(let submission) = try Self.reader().read(try Self.message(change)) else { return nil }
        return submission
    }

    @Test func anAdmissibleMessageBecomesASubmission() throws {
        let submission = try #require(try Self.submission())
        #expect(submission.key.commune.text == "56260")
        #expect(submission.revision.number == 1)
        #expect(submission.content.deaths == 2)
        #expect(submission.content.place == .home)
        #expect(submission.fingerprint.count == 32)
        #expect(submission.keyID == "0a1b2c3d")
        #expect(submission.correlationID == "trace")
        #expect(submission.refusal == nil)
    }

    @Test(
        "A reception that is no instant, and names that are none, make a dead letter that says so",
        arguments: [
            ("received_at_us", Int64.min), ("received_at_us", 0), ("received_at_us", 84_371 * 86_400_000_000), ("received_at_us", .max),
        ])
    func absurdReceptions(field: String, instant: Int64) throws {
        guard case .dead(let reason) = try Self.reader().read(try Self.message { $0.receivedAtUs = instant }) else {
            Issue.record("\(instant) was admitted")
            return
        }
        #expect(reason.contains(field))
        #expect(try Self.submission { $0.receivedAtUs = 84_371 * 86_400_000_000 - 1 } != nil)
        #expect(try Self.submission { $0.keyID = String(repeating: "k", count: 257) } == nil)
        #expect(try Self.submission { $0.correlationID = String(repeating: "c", count: 257) } == nil)
    }

    @Test("Who declared is read: an account of 16 bytes or none, on behalf only with one")
    func declarers() throws {
        let account = [UInt8](repeating: 7, count: 16)
        #expect(try #require(try Self.submission()).declarer == nil)
        for isOnBehalf in [false, true] {
            func tell(_ message: inout Vigie_V1_DeclarationSubmitted) {
                message.keyID = ""
                message.account = Data(account)
                message.onBehalf = isOnBehalf
            }
            #expect(try Self.submission(tell)?.declarer == Declarer(account: account, isOnBehalf: isOnBehalf))
            // What is not admitted is refused by name, too.
            let refused = try Self.submission {
                tell(&$0)
                $0.declaration.deaths = 20_000
            }
            #expect(refused?.refusal != nil && refused?.declarer == Declarer(account: account, isOnBehalf: isOnBehalf))
        }
        for count in [1, 15, 17, 300] { #expect(try Self.submission { $0.account = Data(repeating: 7, count: count) } == nil) }
        #expect(try Self.submission { $0.onBehalf = true } == nil)
        let typist = [UInt8](repeating: 9, count: 16)
        let typed = try Self.submission { ($0.keyID, $0.account, $0.typedBy) = ("", Data(account), Data(typist)) }
        #expect(typed?.declarer == Declarer(account: account, isOnBehalf: false, typedBy: typist))
        #expect(try Self.submission { ($0.account, $0.typedBy) = (Data(account), Data(repeating: 9, count: 15)) } == nil)
        #expect(try Self.submission { $0.typedBy = Data(typist) } == nil, "a key types nothing")
    }

    @Test("What is under another code of its commune keeps who declared it, and what struck the door")
    func underAnotherCode() throws {
        let submission = try #require(
            try Self.submission {
                $0.account = Data(repeating: 7, count: 16)
                $0.warning = "far beyond"
            })
        let moved = submission.under(DeclarationKey(commune: try CommuneCode("56121"), id: submission.key.id))
        #expect(moved.declarer == submission.declarer && moved.declarer != nil && moved.warning == "far beyond")
    }

    @Test func theFingerprintTellsContentsApartAndNothingElse() throws {
        let first = try #require(try Self.submission()).fingerprint
        #expect(try Self.submission { $0.receivedAtUs += 1 }?.fingerprint == first)
        #expect(try Self.submission { $0.keyID = "ffffffff" }?.fingerprint == first)
        #expect(try Self.submission { $0.account = Data(repeating: 7, count: 16) }?.fingerprint == first)
        #expect(try Self.submission { $0.declaration.deaths = 3 }?.fingerprint != first)
        #expect(try Self.submission { $0.declaration.reason = "typing error" }?.fingerprint != first)
        #expect(try Self.submission { $0.declaration.withdrawn = true }?.fingerprint != first)
    }

    @Test func aZeroLosesItsPlaceAndCause() throws {
        let submission = try #require(try Self.submission { $0.declaration.deaths = 0 })
        #expect(submission.content.place == nil && submission.content.cause == nil)
        #expect(submission.refusal == nil)
    }

    @Test(arguments: [UInt32(10_001), 20_000, 1_000_000_000, .max])
    func anAbsurdNumberIsRefused(deaths: UInt32) throws {
        let submission = try #require(try Self.submission { $0.declaration.deaths = deaths })
        #expect(try #require(submission.refusal).hasPrefix("deaths: "))
        #expect(submission.content.deaths == Int32(clamping: deaths))
    }

    @Test func deathsWithoutPlaceOrCauseAreRefused() throws {
        #expect(try #require(try Self.submission { $0.declaration.place = .unspecified }?.refusal).hasPrefix("place: "))
        #expect(try #require(try Self.submission { $0.declaration.cause = .unspecified }?.refusal).hasPrefix("cause: "))
    }

    @Test func aCorrectionWithoutAReasonIsRefused() throws {
        #expect(try #require(try Self.submission { $0.declaration.revision = 2 }?.refusal).hasPrefix("reason: "))
        let corrected = try #require(
            try Self.submission {
                $0.declaration.revision = 2
                $0.declaration.reason = "typing error"
            })
        #expect(corrected.refusal == nil)
    }

    @Test func aReasonThatIsNoTextOfOursIsRefusedAndCutShort() throws {
        let submission = try #require(try Self.submission { $0.declaration.reason = String(repeating: "x\0", count: 5_000) })
        #expect(try #require(submission.refusal).hasPrefix("reason: "))
        #expect(submission.content.reason == String(repeating: "x", count: 500))
    }

    @Test(arguments: [("2099-01-01", true), ("2026-11-24", true), ("2026-11-23", false), ("2024-11-23", false), ("2024-11-22", true)])
    func theDayIsJudgedByTheRules(day: String, isRefused: Bool) throws {
        let submission = try #require(try Self.submission { $0.declaration.day = try CivilDay(iso: day).daysSinceEpoch })
        #expect((submission.refusal != nil) == isRefused, "\(submission.refusal ?? "-")")
    }

    @Test func whoMayBackdateMay() throws {
        let submission = try #require(
            try Self.submission {
                $0.declaration.day = 0
                $0.mayBackdate = true
            })
        #expect(submission.refusal == nil)
    }

    @Test func theDayIsTheCommunesOwn() throws {
        // 23:30 UTC on the 23rd is the 24th in Paris, still the 23rd in Guadeloupe, and the 24th in Réunion.
        let late = Self.noon + 41_400_000_000
        for (commune, isRefused) in [("56260", false), ("97105", true), ("97411", false), ("98731", true)] {
            let submission = try #require(
                try Self.submission {
                    $0.declaration.commune = commune
                    $0.declaration.day = try CivilDay(iso: "2026-11-24").daysSinceEpoch
                    $0.receivedAtUs = late
                })
            #expect((submission.refusal != nil) == isRefused, "\(commune)")
        }
    }

    @Test func aMessageThatWaitedForYearsIsJudgedAsOfItsReception() throws {
        let reading = try Self.reader(now: Self.noon + 5 * 365 * 86_400_000_000).read(try Self.message())
        guard case .submission(let submission) = reading else { throw Rejection(field: "test", reason: "dead") }
        #expect(submission.refusal == nil)
    }

    @Test func aReceptionInTheFutureAdmitsNoFutureDay() throws {
        let submission = try #require(
            try Self.submission {
                $0.receivedAtUs = Self.noon + 400 * 86_400_000_000
                $0.declaration.day = try CivilDay(iso: "2027-12-01").daysSinceEpoch
            })
        #expect(submission.refusal != nil)
    }

    @Test func whatHasNoIdentityIsDead() throws {
        let changes: [(inout Vigie_V1_DeclarationSubmitted) throws -> Void] = [
            { $0.clearDeclaration() },
            { $0.declaration.commune = "5626" },
            { $0.declaration.commune = "99999" },
            { $0.declaration.id = Data([1, 2, 3]) },
            { $0.declaration.id = Data(repeating: 0, count: 16) },
            { $0.declaration.revision = 0 },
            { $0.declaration.revision = 1_000_001 },
            { $0.declaration.day = .max },
            { $0.declaration.place = .UNRECOGNIZED(42) },
            { $0.declaration.cause = .UNRECOGNIZED(-1) },
            { $0.receivedAtUs = 0 },
            { $0.receivedAtUs = .max },
        ]
        for (number, change) in changes.enumerated() {
            guard case .dead(let reason) = try Self.reader().read(try Self.message(change)) else {
                Issue.record("change \(number) was not fatal")
                continue
            }
            #expect(!reason.isEmpty)
        }
    }

    @Test func unknownFieldsDoNotMatter() throws {
        // Field 99, a varint.
        let body = try Self.message() + [0x98, 0x06, 0x01]
        guard case .submission(let submission) = try Self.reader().read(body) else { throw Rejection(field: "test", reason: "dead") }
        #expect(submission.fingerprint == (try Self.submission()?.fingerprint))
    }

    @Test func mutatedMessagesNeverTrap() throws {
        let reader = try Self.reader()
        let original = try Self.message()
        var random = SeededGenerator(seed: 5)
        var dead = 0
        for _ in 0..<20_000 {
            var body = original
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                switch Int.random(in: 0..<4, using: &random) {
                case 0 where !body.isEmpty: body[Int.random(in: body.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                case 1 where !body.isEmpty: body.removeLast(Int.random(in: 0..<body.count, using: &random))
                case 2: body.append(UInt8.random(in: 0...255, using: &random))
                default: body.insert(0xFF, at: Int.random(in: 0...body.count, using: &random))
                }
            }
            if case .dead = reader.read(body) { dead += 1 }
        }
        #expect(dead > 10_000)
    }
}
