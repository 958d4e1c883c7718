/// One line of a batch that holds something.
struct BatchRow: Hashable, Sendable {
    /// Of the line in the body, from 1.
    let number: Int
    /// Where it stands in the body's bytes.
    let range: Range<Int>

    /// The lines of a body, up to a number of them; nothing when there are more. Lines of nothing but space are no rows.
    static func rows(in bytes: [UInt8], atMost limit: Int) -> [BatchRow]? {
        var rows: [BatchRow] = []
        var number = 0
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            number += 1
            if bytes[start..<end].contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) {
                guard rows.count < limit else { return nil }
                rows.append(BatchRow(number: number, range: start..<end))
            }
            start = end + 1
        }
        return rows
    }
}
