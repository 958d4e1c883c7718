import Cartography
import Foundation

/// What the command line asks for.
struct BenchOptions {
    /// Where the real contours are.
    var data: URL
    var runs = 30
    /// Where pictures are kept.
    var folder: URL?

    init(_ arguments: some Sequence<String>) throws {
        self.data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../../shared/data").standardized
        var rest = Array(arguments)[...]
        while let option = rest.popFirst() {
            guard let value = rest.popFirst() else { throw BenchError(reason: "\(option) needs a value") }
            switch option {
            case "--data": self.data = URL(fileURLWithPath: value, isDirectory: true)
            case "--keep": self.folder = URL(fileURLWithPath: value, isDirectory: true)
            case "--runs":
                guard let runs = Int(value), (1...10_000).contains(runs) else { throw BenchError(reason: "--runs is 1 to 10000") }
                self.runs = runs
            default: throw BenchError(reason: "there is no option \(option); there are --data, --runs, --keep")
            }
        }
    }
}

/// Why nothing was measured.
struct BenchError: Error, CustomStringConvertible {
    let reason: String
    var description: String { self.reason }
}

extension PictureSize {
    /// A size that is within the bounds.
    static func known(width: Int, height: Int) throws -> PictureSize {
        guard let size = PictureSize(width: width, height: height) else { throw BenchError(reason: "\(width) by \(height) is no picture") }
        return size
    }
}
