import Foundation
import Mortality
import Threading
import Formats
import Reference
@testable import vigiectl
import Testing

/// Sending to a door that is not always open.
@Suite struct BatchSenderTests {
    private func declarations(_ count: Int) throws -> [Declaration] {
        let day = try CivilDay(iso: "2020-03-20")
        return try (0..<count).map { number in
            try Declaration.zero(
                id: try DeclarationID(bytes: (0..<16).map { UInt8(truncatingIfNeeded: (number + 1) >> ($0 % 3 * 8)) }), try CommuneCode("68001"), day)
        }
    }

    /// A door that answers by a script, and keeps what it was sent: lines a request.
    private func sender(_ answers: [FrontDoor.Answer?], _ seen: Locked<[Int]>, _ waits: Locked<[Duration]>) -> BatchSender {
        BatchSender(
            post: { body in
                let lines = body.split(separator: UInt8(ascii: "\n")).count
                let number = seen.withLock { seen in
                    seen.append(lines)
                    return seen.count - 1
                }
                guard let answer = number < answers.count ? answers[number] : FrontDoor.Answer(status: 200, body: Self.lines(lines)) else {
                    throw ConsoleError("nobody answers")
                }
                return answer
            }, sleep: { wait in waits.withLock { $0.append(wait) } })
    }

    /// Answers to so many rows: 202, or the status given for a row's number.
    private static func lines(_ rows: Int, _ others: [Int: Int] = [:], upTo last: Int = .max) -> Data {
        Data(
            (1...Swift.max(rows, 1)).prefix { $0 <= Swift.min(rows, last) }.map { row in
                "{\"row\":\(row),\"status\":\(others[row] ?? 202),\"title\":\"t\",\"detail\":\"d\(others[row] ?? 0)\"}\n"
            }.joined().utf8)
    }

    private func run(_ rows: Int, _ answers: [FrontDoor.Answer?]) async throws -> (ReplaySummary, sent: [Int], waits: [Duration]) {
        let (seen, waits) = (Locked<[Int]>([]), Locked<[Duration]>([]))
        var summary = ReplaySummary()
        try await self.sender(answers, seen, waits).send(try self.declarations(rows), into: &summary)
        return (summary, seen.withLock { $0 }, waits.withLock { $0 })
    }

    @Test("At most ten thousand rows go at once")
    func windows() async throws {
        let (summary, sent, waits) = try await self.run(20_001, [])
        #expect(sent == [10_000, 10_000, 1])
        #expect(summary.accepted == 20_001 && summary.requests == 3 && summary.refusals == 0 && waits.isEmpty)
    }

    @Test("Nothing to send is no request")
    func nothing() async throws {
        #expect(try await self.run(0, []).sent.isEmpty)
    }

    @Test("429, 503 and silence are waited for, as long as was asked, and the same is sent again")
    func waiting() async throws {
        let (summary, sent, waits) = try await self.run(
            7, [.init(status: 503, retryAfter: 10), .init(status: 429, retryAfter: 3), nil, .init(status: 502)])
        #expect(sent == [7, 7, 7, 7, 7])
        #expect(waits == [.seconds(10), .seconds(3), .seconds(4), .seconds(8)])
        #expect(summary.accepted == 7 && summary.resent == 28 && summary.waits == 4 && summary.requests == 1)
    }

    @Test("Of a batch only the rows refused for now are sent again; those refused for good are told with their reason")
    func rows() async throws {
        let (summary, sent, waits) = try await self.run(
            6, [.init(status: 200, body: Self.lines(6, [2: 503, 3: 404, 5: 429])), .init(status: 200, body: Self.lines(2, [1: 503]))])
        #expect(sent == [6, 2, 1])
        #expect(summary.accepted == 5 && summary.refused == ["404 d404": 1])
        #expect(waits == [.seconds(1), .seconds(1)])
        #expect(summary.text(seconds: 2).contains("refused 1×: 404 d404"))
    }

    @Test("Rows that a broken answer did not tell of are sent again")
    func broken() async throws {
        var half = Self.lines(5, upTo: 3)
        half += Data("{\"row\":4,\"sta".utf8)
        let (summary, sent, _) = try await self.run(5, [.init(status: 200, body: half)])
        #expect(sent == [5, 2])
        #expect(summary.accepted == 5)
    }

    @Test("A key that is refused ends it at once", arguments: [400, 401, 403, 404, 413, 415] as [UInt])
    func refused(status: UInt) async throws {
        await #expect(throws: ConsoleError.self) { try await self.run(3, [.init(status: status)]) }
    }

    @Test("A door that stays shut is given up after five minutes")
    func patience() async throws {
        let (seen, waits) = (Locked<[Int]>([]), Locked<[Duration]>([]))
        var summary = ReplaySummary()
        let shut = [FrontDoor.Answer?](repeating: .init(status: 503, retryAfter: 20), count: 100)
        let sender = self.sender(shut, seen, waits)
        await #expect(throws: ConsoleError.self) { try await sender.send(try self.declarations(2), into: &summary) }
        #expect(waits.withLock { $0.reduce(.zero, +) } == .seconds(300))
        #expect(seen.withLock { $0.count } == 16)
    }

    @Test("No answer crashes the reading of it, and no row is told twice")
    func mutations() {
        var random = SeededGenerator(6)
        for _ in 0..<5_000 {
            var bytes = Self.lines(8, [3: 503])
            for _ in 0..<3 { bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next()) }
            let answer = BatchAnswer(bytes, rows: 8)
            #expect(answer.accepted + answer.refused.values.reduce(0, +) + answer.left.count == 8)
            #expect(answer.left == answer.left.sorted() && Set(answer.left).count == answer.left.count)
        }
    }

    @Test("The counts are looked at until they equal the totals, or stand still")
    func check() async throws {
        let (department, day) = (try DepartmentCode("68"), try CivilDay(iso: "2020-03-20"))
        let looks = Locked(0)
        let late = SeriesCheck(totals: [department: [day: 9, day.advanced(by: 1): 0]]) { _, days in
            #expect(days == day...day.advanced(by: 1))
            let look = looks.withLock { looks in
                looks += 1
                return looks
            }
            return [day: Swift.min(look * 4, 9), day.advanced(by: 1): 0]
        }
        #expect(try await late.differences().isEmpty)
        let short = SeriesCheck(totals: [department: [day: 9]]) { _, _ in [day: 8] }
        #expect(try await short.differences(patience: .milliseconds(10)).map(\.description) == ["68 2020-03-20: published 9, counted 8"])
    }
}

extension Declaration {
    /// Nothing to declare.
    fileprivate static func zero(id: DeclarationID, _ commune: CommuneCode, _ day: CivilDay) throws(Rejection) -> Declaration {
        try Declaration(id: id, revision: Revision(1), commune: commune, day: day, place: nil, cause: nil, deaths: DeathCount(0))
    }
}
