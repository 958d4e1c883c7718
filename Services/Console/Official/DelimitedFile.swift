/// A file of comma-separated values as INSEE publishes them, read a line at a time.
///
/// The first line names the columns. Values may be quoted; a quoted value ends on its line.
final class DelimitedFile {
    /// The file's name, for messages.
    let name: String
    private let lines: LineReader
    private var columns: [String: Int] = [:]
    private var width = 0
    private(set) var lineNumber = 1

    init(path: String) throws(ConsoleError) {
        self.name = path.split(separator: "/").last.map { String($0) } ?? path
        self.lines = try LineReader(path: path)
        guard let header = try self.lines.next() else { throw ConsoleError("\(path) is empty") }
        let names = try self.fields(header)
        self.columns = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        self.width = names.count
    }

    /// Finds columns by name, so that their order does not matter.
    func places(of names: String...) throws(ConsoleError) -> [Int] {
        var places: [Int] = []
        for name in names {
            guard let place = self.columns[name] else {
                throw ConsoleError("\(self.name) has no column \"\(name)\"; it has \(self.columns.keys.sorted().joined(separator: ", "))")
            }
            places.append(place)
        }
        return places
    }

    /// The next line's values, or nil at the end. Empty lines are passed over.
    func next() throws(ConsoleError) -> [String]? {
        while let line = try self.lines.next() {
            self.lineNumber += 1
            if line.isEmpty { continue }
            let fields = try self.fields(line)
            guard fields.count == self.width else { throw self.error("\(fields.count) values instead of \(self.width)") }
            return fields
        }
        return nil
    }

    /// An error that names the file and the line.
    func error(_ reason: String) -> ConsoleError { ConsoleError("\(self.name), line \(self.lineNumber): \(reason)") }

    private func fields(_ line: String) throws(ConsoleError) -> [String] {
        guard line.utf8.contains(UInt8(ascii: "\"")) else {
            return line.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
        }
        var fields: [String] = [], field = "", isQuoted = false
        var rest = line.makeIterator(), character = rest.next()
        while let current = character {
            character = rest.next()
            switch (current, isQuoted) {
            case ("\"", true) where character == "\"":
                field.append("\"")
                character = rest.next()
            case ("\"", _): isQuoted.toggle()
            case (",", false):
                fields.append(field)
                field = ""
            default: field.append(current)
            }
        }
        guard !isQuoted else { throw self.error("a quotation does not end") }
        return fields + [field]
    }
}
