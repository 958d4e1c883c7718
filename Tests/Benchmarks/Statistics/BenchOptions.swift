import Foundation

/// What the command line asks for.
struct BenchOptions {
    enum Mode: String {
        case speed
        case statistics
    }

    let mode: Mode
    /// Where the real communes and deaths are.
    var data: URL
    /// The file that figures are added to, one JSON object a line.
    var output: URL?
    /// Runs of each size of an injected cluster, department-years of the null run, and seconds for the spatial one.
    var runs = 100
    var years = 1_000
    var seconds = 90.0

    init(_ arguments: some Sequence<String>) throws {
        self.data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../../shared/data").standardized
        var rest = Array(arguments)[...]
        guard let mode = rest.popFirst().flatMap(Mode.init) else {
            throw BenchError(reason: "usage: StatisticsBench speed|statistics [--data FOLDER] [--output FILE] [--runs N] [--years N] [--seconds N]")
        }
        self.mode = mode
        while let option = rest.popFirst() {
            guard let value = rest.popFirst() else { throw BenchError(reason: "\(option) needs a value") }
            switch option {
            case "--data": self.data = URL(fileURLWithPath: value, isDirectory: true)
            case "--output": self.output = URL(fileURLWithPath: value)
            case "--runs": self.runs = try Self.number(value, of: option)
            case "--years": self.years = try Self.number(value, of: option)
            case "--seconds": self.seconds = Double(try Self.number(value, of: option))
            default: throw BenchError(reason: "there is no option \(option); there are --data, --output, --runs, --years, --seconds")
            }
        }
    }

    private static func number(_ text: String, of option: String) throws -> Int {
        guard let number = Int(text), (1...100_000).contains(number) else { throw BenchError(reason: "\(option) is 1 to 100000") }
        return number
    }
}

/// Why nothing was measured.
struct BenchError: Error, CustomStringConvertible {
    let reason: String
    var description: String { self.reason }
}
