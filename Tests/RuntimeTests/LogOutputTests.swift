import Foundation
import Testing

@testable import Runtime

@Suite struct LogOutputTests {
    /// Both ends of a pipe whose reading end does not wait.
    private struct Pipe {
        let reader: Int32
        let writer: Int32

        init() throws {
            var ends: [Int32] = [0, 0]
            try #require(pipe(&ends) == 0)
            (self.reader, self.writer) = (ends[0], ends[1])
            _ = fcntl(self.reader, F_SETFL, fcntl(self.reader, F_GETFL) | O_NONBLOCK)
        }

        func drain() -> String {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = read(self.reader, &buffer, buffer.count)
                if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
                bytes += buffer[..<count]
            }
        }

        func close() {
            _ = Foundation.close(self.reader)
            _ = Foundation.close(self.writer)
        }
    }

    @Test func aLineArrivesWhole() throws {
        let pipe = try Pipe()
        defer { pipe.close() }
        let output = LogOutput(descriptor: pipe.writer)
        let long = String(repeating: "é", count: 10_000) + "\n"
        output.write("one\n")
        output.write(long)
        #expect(pipe.drain() == "one\n" + long)
        #expect(output.dropped == 0)
    }

    @Test("A reader that stalls costs lines, never time; and is told so", .timeLimit(.minutes(1)))
    func stalledReader() throws {
        let pipe = try Pipe()
        defer { pipe.close() }
        let output = LogOutput(descriptor: pipe.writer)
        let line = "{" + String(repeating: "x", count: 997) + "}\n"
        let began = ContinuousClock.now
        for _ in 0..<10_000 { output.write(line) }
        #expect(ContinuousClock.now - began < .seconds(20))
        let dropped = output.dropped
        #expect(dropped > 9_000 && dropped < 10_000)

        var text = pipe.drain()
        output.write("{\"after\":true}\n")
        text += pipe.drain()
        #expect(output.dropped == 0)
        let lines = text.split(separator: "\n")
        #expect(lines.last == "{\"after\":true}")
        #expect(lines.dropLast().last?.contains("\"dropped\":\"\(dropped)\"") == true)
        #expect(lines.count { $0.utf8.count == 999 } == 10_000 - dropped)
        // What was cut short stands on a line of its own, so that every other line can be read.
        #expect(lines.count { !$0.hasSuffix("}") } <= 1)
    }

    @Test func aFullDiskIsNoReasonToStop() throws {
        let full = open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        defer { close(full) }
        let output = LogOutput(descriptor: full)
        output.write("one\n")
        output.write("two\n")
        #expect(output.dropped == 2)
    }

    @Test func aDescriptorThatIsClosedIsNoReasonToStop() {
        let output = LogOutput(descriptor: -1)
        output.write("one\n")
        #expect(output.dropped == 1)
    }

    @Test func linesOfManyWritersDoNotMix() async throws {
        let path = FileManager.default.temporaryDirectory.appending(component: "vigie-\(UUID()).log").path()
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        try #require(file >= 0)
        defer {
            close(file)
            unlink(path)
        }
        let output = LogOutput(descriptor: file)
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask { for _ in 0..<200 { output.write(String(repeating: "\(writer)", count: 500) + "\n") } }
            }
        }
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 1_600)
        #expect(lines.allSatisfy { $0.utf8.count == 500 && Set($0).count == 1 })
    }
}
