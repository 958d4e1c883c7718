import Contracts
import Formats
import Foundation
import Ledger
import Logging
import Messaging
import Mortality
import Persistence
import Runtime
import Testing
import Threading

@testable import Aggregation

/// From the bytes of a batch to the ledger and the dead letters, with a real PostgreSQL and a broker that is played.
@Suite struct DeclarationIntakeTests {
    /// Plays the broker: keeps what is buried and what is told.
    private final class Post: Sendable {
        let letters = Locked<[OutgoingMessage]>([])
        let isAway = Locked(false)

        func publish(_ messages: [OutgoingMessage]) -> [Result<Void, MessagingError>] {
            if self.isAway.withLock({ $0 }) {
                return messages.map { _ in .failure(MessagingError(.connectionFailed, "played")) }
            }
            self.letters.withLock { $0 += messages }
            return messages.map { _ in .success(()) }
        }
    }

    private static func intake(_ ledgers: Ledgers, _ post: Post) throws -> DeclarationIntake {
        return DeclarationIntake(
            reader: try SubmissionReaderTests.reader(), register: CommuneRegister { try await ledgers.store.communes(among: $0) },
            ledger: ledgers.store, deadLetters: DeadLetters { post.publish($0) }, news: OutboxNotifier { _ in }, metrics: IntakeMetrics(),
            logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
    }

    private static func delivery(_ body: [UInt8], by user: String? = BrokerUser.ingest.name, author: String? = nil) -> Delivery {
        Delivery(
            exchange: Names.Exchange.declarations, routingKey: Names.RoutingKey.declaration,
            properties: MessageProperties(
                type: Names.MessageType.declarationSubmitted, userID: user, headers: author.map { [Names.Header.author: $0] } ?? [:]), body: body)
    }

    private static func delivery(id: UInt8, _ change: (inout Vigie_V1_DeclarationSubmitted) throws -> Void = { _ in }) throws -> Delivery {
        self.delivery(
            try SubmissionReaderTests.message {
                $0.declaration.id[0] = id
                try change(&$0)
            })
    }

    @Test func theGoodIsCountedTheUnknownRefusedAndTheUnreadableBuried() async throws {
        let ledgers = try await Ledgers.fresh()
        try await ledgers.addCommunes(["56260"])
        let post = Post()
        try await Self.intake(ledgers, post).handle([
            try Self.delivery(id: 1), Self.delivery([0xFF, 0xFF]), try Self.delivery(id: 2) { $0.declaration.commune = "56999" },
            try Self.delivery(id: 3) { $0.declaration.deaths = 1_000_000_000 }, try Self.delivery(id: 4) { $0.declaration.place = .UNRECOGNIZED(99) },
        ])
        #expect(try await ledgers.cells().map(\.value) == [2])
        let refusals = try await ledgers.pool.query("SELECT refusal FROM aggregation.ledger WHERE state = 4 ORDER BY refusal")
        #expect(try refusals.map { try $0.text(0) } == ["commune: not in the reference list", "deaths: not a whole number from 0 to 10,000"])
        let letters = post.letters.withLock { $0 }
        #expect(letters.count == 2)
        let letter = try #require(letters.first)
        #expect(letter.exchange == Names.Exchange.dead)
        #expect(letter.routingKey == Names.Queue.declarations)
        #expect(letter.body == [0xFF, 0xFF])
        #expect(letter.properties.headers[Names.Header.originQueue] == Names.Queue.declarations)
        #expect(letter.properties.headers[Names.Header.originExchange] == Names.Exchange.declarations)
        #expect(letter.properties.headers[Names.Header.originRoutingKey] == Names.RoutingKey.declaration)
        #expect(letter.properties.headers[Names.Header.attempts] == "1")
        #expect(letter.properties.headers[Names.Header.reason]?.isEmpty == false)
        #expect(letter.properties.isPersistent)
    }

    @Test(
        "A declaration is Ingest's, or one that vigiectl sends back; of anybody else it is a dead letter that says whose",
        arguments: [
            ("ingest", nil, true), ("ingest", "portal", true), ("vigiectl", nil, true), ("vigiectl", "ingest", true),
            ("vigiectl", "portal", false), ("portal", nil, false), ("portal", "ingest", false), ("aggregation", nil, false), ("alerting", nil, false),
            ("map-rendering", nil, false), ("vigie", nil, false), ("Ingest", nil, false), (nil, nil, false), (nil, "ingest", false),
        ] as [(String?, String?, Bool)])
    func authors(_ user: String?, _ author: String?, _ isTaken: Bool) async throws {
        let ledgers = try await Ledgers.fresh()
        try await ledgers.addCommunes(["56260"])
        let post = Post()
        let body = try SubmissionReaderTests.message()
        try await Self.intake(ledgers, post).handle([Self.delivery(body, by: user, author: author)])
        #expect(try await ledgers.cells().map(\.value) == (isTaken ? [2] : []))
        let letters = post.letters.withLock { $0 }
        #expect(letters.count == (isTaken ? 0 : 1))
        guard let letter = letters.first else { return }
        #expect(letter.body == body)
        #expect(letter.properties.headers[Names.Header.reason]?.contains("published by") == true)
        // A name that was only claimed is not handed on.
        #expect(letter.properties.headers[Names.Header.author] == (user == "vigiectl" ? author : user))
        #expect(letter.properties.userID == nil)
    }

    @Test("What was declared before a commune went is sent again and corrected under its code, though it comes under another's")
    func firstCodes() async throws {
        let ledgers = try await Ledgers.fresh()
        try await ledgers.addCommunes(["56121", "56260"])
        let intake = try Self.intake(try await ledgers.asService(), Post())
        try await intake.handle([try Self.delivery(id: 1) { $0.declaration.commune = "56121" }])
        try await ledgers.pool.execute("UPDATE reference.commune SET closed_on = '2026-01-01' WHERE code = '56121'")
        try await ledgers.pool.execute("INSERT INTO reference.succession VALUES ('56121', '56260')")
        // Sent again after the import: Ingest has led the code on.
        try await intake.handle([try Self.delivery(id: 1) { $0.declaration.commune = "56260" }])
        #expect(try await ledgers.cells().map { "\($0.key.municipality) \($0.value)" } == ["56121 2"])
        #expect(try await ledgers.count("conflict") == 0)
        try await intake.handle([
            try Self.delivery(id: 1) {
                $0.declaration.commune = "56260"
                $0.declaration.revision = 2
                $0.declaration.deaths = 5
                $0.declaration.reason = "two more"
            }, try Self.delivery(id: 2) { $0.declaration.commune = "56260" },
        ])
        #expect(try await ledgers.cells().map { "\($0.key.municipality) \($0.value)" }.sorted() == ["56121 5", "56260 2"])
        let standing = try await ledgers.pool.query("SELECT commune, revision FROM aggregation.declaration ORDER BY commune")
        #expect(try standing.map { "\(try $0.text(0)) \(try $0.int(1))" } == ["56121 2", "56260 1"])
    }

    @Test func aCommuneImportedAfterTheStartIsCounted() async throws {
        let ledgers = try await Ledgers.fresh()
        let intake = try Self.intake(ledgers, Post())
        try await ledgers.addCommunes(["56121"])
        try await intake.handle([try Self.delivery(id: 1) { $0.declaration.commune = "56121" }])
        try await ledgers.addCommunes(["56260"])
        try await intake.handle([try Self.delivery(id: 2)])
        #expect(try await ledgers.cells().count == 2)
    }

    @Test func aMessageThatTheDatabaseCannotHoldIsFoundAndBuriedAlone() async throws {
        let ledgers = try await Ledgers.fresh()
        try await ledgers.addCommunes(["56260"])
        let post = Post()
        var batch = try (1...100).map { try Self.delivery(id: UInt8($0)) }
        // PostgreSQL's text has no NUL.
        batch[63] = try Self.delivery(id: 200) { $0.keyID = "bad\0key" }
        batch[7] = try Self.delivery(id: 201) { $0.correlationID = "\0" }
        try await Self.intake(ledgers, post).handle(batch)
        #expect(try await ledgers.count("declaration") == 98)
        #expect(post.letters.withLock { $0.map(\.body) } == [batch[7].body, batch[63].body])
        #expect(try await ledgers.differences() == [])
    }

    @Test func nothingIsAcknowledgedWhileALetterCannotBeBuried() async throws {
        let ledgers = try await Ledgers.fresh()
        try await ledgers.addCommunes(["56260"])
        let post = Post()
        let intake = try Self.intake(ledgers, post)
        post.isAway.withLock { $0 = true }
        let batch = [try Self.delivery(id: 1), Self.delivery([1])]
        await #expect(throws: MessagingError.self) { try await intake.handle(batch) }
        post.isAway.withLock { $0 = false }
        try await intake.handle(batch)
        #expect(try await ledgers.cells().map(\.value) == [2])
        #expect(post.letters.withLock { $0.count } == 1)
    }

    @Test func anOutageIsThrownAndBuriesNothing() async throws {
        let ledgers = try Ledgers(url: "postgresql://nobody:x@127.0.0.1:9/none")
        let post = Post()
        let intake = try Self.intake(ledgers, post)
        await #expect(throws: DatabaseError.self) { try await intake.handle([try Self.delivery(id: 1)]) }
        #expect(post.letters.withLock { $0.isEmpty })
    }

    @Test func aRefusalByTheServerThatIsNotAboutDataBuriesNothing() async throws {
        let ledgers = try await Ledgers.fresh()
        try await ledgers.addCommunes(["56260"])
        let post = Post()
        let intake = try Self.intake(ledgers, post)
        try await ledgers.pool.execute("ALTER TABLE aggregation.report RENAME TO mislaid")
        await #expect(throws: DatabaseError.self) { try await intake.handle([try Self.delivery(id: 1), try Self.delivery(id: 2)]) }
        #expect(post.letters.withLock { $0.isEmpty })
        #expect(try await ledgers.count("ledger") == 0)
        try await ledgers.pool.execute("ALTER TABLE aggregation.mislaid RENAME TO report")
        try await intake.handle([try Self.delivery(id: 1), try Self.delivery(id: 2)])
        #expect(try await ledgers.cells().map(\.value) == [4])
    }

    @Test func countsThatAreMissingStopOnlyWhatNeedsThem() async throws {
        let ledgers = try await Ledgers.fresh()
        try await ledgers.addCommunes(["56260", "56121"])
        let post = Post()
        let intake = try Self.intake(ledgers, post)
        try await intake.handle([try Self.delivery(id: 1)])
        try await ledgers.pool.execute("DELETE FROM aggregation.count_cell")
        let correction = try Self.delivery(id: 1) {
            $0.declaration.revision = 2
            $0.declaration.deaths = 1
            $0.declaration.reason = "typing error"
        }
        try await intake.handle([correction, try Self.delivery(id: 2) { $0.declaration.commune = "56121" }])
        #expect(post.letters.withLock { $0.map(\.body) } == [correction.body])
        #expect(try await ledgers.cells().map(\.key.municipality.text) == ["56121"])
    }

    @Test func mutatedBatchesNeitherTrapNorLoseMessages() async throws {
        let ledgers = try await Ledgers.fresh()
        try await ledgers.addCommunes(["56260"])
        let post = Post()
        let intake = try Self.intake(ledgers, post)
        var random = SeededGenerator(seed: 11)
        for _ in 0..<20 {
            let batch = try (0..<100).map { _ in
                var body = try SubmissionReaderTests.message { $0.declaration.id[0] = UInt8.random(in: 0...255, using: &random) }
                for _ in 0..<Int.random(in: 0...2, using: &random) {
                    body[Int.random(in: body.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                return Self.delivery(body)
            }
            try await intake.handle(batch)
        }
        #expect(try await ledgers.differences() == [])
        #expect(!post.letters.withLock { $0.isEmpty })
    }
}
