import Foundation

/// The outcome of a batch's rows, as far as the answer tells it.
struct BatchAnswer: Hashable, Sendable {
    /// The number of rows that the broker holds.
    private(set) var accepted = 0
    /// How many rows were refused for good, by reason.
    private(set) var refused: [String: Int] = [:]
    /// The rows to send again, by their index from 0: those refused for now, and those that a broken answer does not tell of.
    private(set) var left: [Int]

    /// Reads the lines of an answer.
    ///
    /// - Parameters:
    ///   - text: NDJSON, perhaps broken off.
    ///   - rows: how many were sent.
    init(_ text: Data, rows: Int) {
        let decoder = JSONDecoder()
        var isTold = [Bool](repeating: false, count: rows)
        var left: [Int] = []
        for line in text.split(separator: UInt8(ascii: "\n")) {
            guard let answer = try? decoder.decode(RowAnswer.self, from: line), answer.row >= 1, answer.row <= rows, !isTold[answer.row - 1] else {
                continue
            }
            isTold[answer.row - 1] = true
            switch answer.status {
            case 202: self.accepted += 1
            case _ where answer.isPassing: left.append(answer.row - 1)
            default: self.refused["\(answer.status) \(answer.detail ?? answer.title ?? "")", default: 0] += 1
            }
        }
        self.left = left + isTold.indices.filter { !isTold[$0] }
        self.left.sort()
    }
}
