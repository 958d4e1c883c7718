import Foundation

/// A module's folders, its rooms, and which of them name what the others declare.
///
/// A room is a folder of a module; what stands beside the rooms wires them and is none.
struct Rooms {
    /// That one room names a type of another.
    struct Arrow: Hashable {
        let from: String
        let to: String
    }

    /// Which types an arrow is for, and in which file each is named.
    private(set) var arrows: [Arrow: [String]] = [:]

    /// Reads the files of one module.
    init(_ files: [Sources.File]) {
        let inRooms = files.compactMap { file in Self.room(of: file).map { (room: $0, file: file, code: Self.code(of: file.lines)) } }
        var declared: [String: Set<String>] = [:]
        for (room, _, code) in inRooms { declared[room, default: []].formUnion(Self.types(declaredIn: code.split(separator: "\n"))) }
        for (room, file, code) in inRooms {
            let words = Self.words(of: code)
            for (other, names) in declared where other != room {
                for name in names.intersection(words) where declared[room]?.contains(name) != true {
                    self.arrows[Arrow(from: room, to: other), default: []].append("\(name) in \(file.path)")
                }
            }
        }
    }

    /// The pairs of rooms that know each other, each with what makes them.
    var pairs: [(rooms: [String], reasons: [String])] {
        self.arrows.keys.filter { $0.from < $0.to && self.arrows[Arrow(from: $0.to, to: $0.from)] != nil }.map { arrow in
            ([arrow.from, arrow.to], (self.arrows[arrow] ?? []) + (self.arrows[Arrow(from: arrow.to, to: arrow.from)] ?? []))
        }
    }

    /// The folder of a module that a file stands in, deeper ones counted to it.
    static func room(of file: Sources.File) -> String? {
        let parts = file.path.split(separator: "/")
        return parts.count > 3 ? String(parts[2]) : nil
    }

    /// The types at the top of a file that the rest of its module sees.
    private static func types(declaredIn lines: [Substring]) -> Set<String> {
        let kinds: Set<Substring> = ["struct", "class", "enum", "actor", "protocol", "typealias"]
        let modifiers: Set<Substring> = ["public", "package", "final", "indirect"]
        return Set(
            lines.compactMap { line in
                guard line.first?.isLetter == true else { return nil }
                let words = line.split(maxSplits: 5) { !$0.isLetter && !$0.isNumber && $0 != "_" }.drop { modifiers.contains($0) }
                guard let kind = words.first, kinds.contains(kind) else { return nil }
                return words.dropFirst().first.map { String($0) }
            })
    }

    /// The words that begin with a capital, as all names of types do.
    private static func words(of code: String) -> Set<String> {
        var found: Set<String> = []
        var word: [UInt8] = []
        for byte in code.utf8 + [UInt8(ascii: " ")] {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                word.append(byte)
            default:
                if let first = word.first, first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z") { found.insert(String(decoding: word, as: UTF8.self)) }
                word.removeAll(keepingCapacity: true)
            }
        }
        return found
    }

    /// What the compiler reads: without comments and without what stands in quotes.
    private static func code(of lines: [String]) -> String {
        enum Place { case code, quote, text, comment }
        let (quote, escape, slash, end) = (UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "\n"))
        let bytes = Array(lines.joined(separator: "\n").utf8)
        var (kept, place, index): ([UInt8], Place, Int) = ([], .code, 0)
        while index < bytes.count {
            let byte = bytes[index]
            let isText = byte == quote && index + 2 < bytes.count && bytes[index + 1] == quote && bytes[index + 2] == quote
            switch place {
            case .code where isText: (place, index) = (.text, index + 2)
            case .code where byte == quote: place = .quote
            case .code where byte == slash && index + 1 < bytes.count && bytes[index + 1] == slash: place = .comment
            case .code: kept.append(byte)
            case .text where isText: (place, index) = (.code, index + 2)
            case .quote where byte == quote: place = .code
            case .comment where byte == end:
                kept.append(end)
                place = .code
            case .quote where byte == escape, .text where byte == escape: index += 1
            case .quote, .text, .comment: break
            }
            index += 1
        }
        return String(decoding: kept, as: UTF8.self)
    }
}
