import Formats
import Foundation
import Logging
import Testing

@testable import Runtime

@Suite struct JSONLogHandlerTests {
    private let lines = Collected<String>()

    private func logger(label: String = "ingest", level: Logger.Level = .info) -> Logger {
        let lines = self.lines
        return Logger(label: label) { label in
            JSONLogHandler(service: "ingest", instance: "ingest-1", label: label, level: level) { lines.append($0) }
        }
    }

    private func entry(_ line: String) throws -> [String: String] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
    }

    @Test func anEntryIsOneLineWithItsParts() throws {
        self.logger().warning("the broker is away", metadata: ["correlation": "4bf92f3577b34da6a3ce929d0e0e4736", "attempt": "3"])
        let line = try #require(self.lines.all.first)
        #expect(line.hasSuffix("}\n") && line.dropLast().allSatisfy { !$0.isNewline })
        var entry = try self.entry(line)
        let told = entry.removeValue(forKey: "time")
        let time = try #require(told)
        #expect(time.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/#) != nil)
        #expect(
            entry == [
                "level": "warning", "service": "ingest", "instance": "ingest-1", "message": "the broker is away",
                "correlation": "4bf92f3577b34da6a3ce929d0e0e4736", "attempt": "3",
            ])
    }

    @Test func figuresAreNumbers() throws {
        self.logger().info(
            "batch taken",
            metadata: [
                "rows": .stringConvertible(1_200), "share": .stringConvertible(0.25), "dryRun": .stringConvertible(true), "commune": "01004",
                "odd": .stringConvertible(Double.nan),
            ])
        let line = try #require(self.lines.all.first)
        let entry = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(entry["rows"] as? Int == 1_200 && entry["share"] as? Double == 0.25 && entry["commune"] as? String == "01004")
        #expect(line.contains(#""rows":1200"#) && line.contains(#""dryRun":true"#) && line.contains(#""commune":"01004""#) && line.contains(#""odd":"nan""#))
    }

    @Test func theNearestMetadataWins() throws {
        var logger = self.logger(label: "hummingbird")
        logger[metadataKey: "department"] = "56"
        logger[metadataKey: "attempt"] = "1"
        logger.info("again", metadata: ["attempt": "2"])
        let entry = try self.entry(try #require(self.lines.all.first))
        #expect(entry["attempt"] == "2" && entry["department"] == "56" && entry["logger"] == "hummingbird")
    }

    @Test("What is written while a request is treated says which one, whoever writes it")
    func correlation() async throws {
        let correlation = Correlation()
        let logger = self.logger()
        await correlation.during {
            logger.info("within")
            await withDiscardingTaskGroup { $0.addTask { logger.info("in a task of it") } }
            // What says another says why.
            logger.info("of another", metadata: ["correlation": "other"])
        }
        logger.info("without")
        let told = try self.lines.all.map { try self.entry($0)["correlation"] }
        #expect(told == [correlation.text, correlation.text, "other", nil])
    }

    @Test func whatIsBelowTheLevelIsNotWritten() {
        self.logger(level: .notice).info("quiet")
        #expect(self.lines.all.isEmpty)
        self.logger(level: .notice).notice("loud")
        #expect(self.lines.all.count == 1)
    }

    @Test("No text breaks the line or the JSON", arguments: 0..<8)
    func anyText(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let odd: [Unicode.Scalar] = ["\"", "\\", "\n", "\r", "\t", "\0", "\u{1B}", "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}", "é", "\u{1F1EB}", "{", "}"]
        for _ in 0..<100 {
            var text = ""
            for _ in 0..<Int.random(in: 0..<30, using: &generator) {
                let scalar =
                    Bool.random(using: &generator)
                    ? odd[Int.random(in: 0..<odd.count, using: &generator)] : Unicode.Scalar(UInt32.random(in: 0..<0xD800, using: &generator))
                if let scalar { text.unicodeScalars.append(scalar) }
            }
            self.logger().info("\(text)", metadata: ["value": "\(text)"])
            let line = try #require(self.lines.all.last)
            #expect(line.utf8.count { $0 == UInt8(ascii: "\n") } == 1)
            let entry = try self.entry(line)
            #expect(entry["message"].map { Array($0.utf8) } == Array(text.utf8))
            #expect(entry["value"].map { Array($0.utf8) } == Array(text.utf8))
        }
    }
}
