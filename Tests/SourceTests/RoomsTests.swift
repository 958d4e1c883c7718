import Foundation
import Testing

/// The same rooms in every service, with arrows that go one way: read in the sources.
@Suite struct RoomsTests {
    private static let sources = Sources.files(in: "Services", "Shared")
    /// What a service may have. Portal writes pages and the JSON of the API, puts steps together that people take, and keeps open browsers.
    private static let rooms: Set = ["Intake", "Rules", "Store", "Replies", "Work"]
    private static let portal: Set = ["Pages", "Records", "UseCases", "Live"]

    private static func modules(in files: [Sources.File]) -> [String: [Sources.File]] { Dictionary(grouping: files, by: \.module) }

    /// What is wrong with the rooms of these files, in words.
    private static func breaches(in files: [Sources.File]) -> [String] {
        var found: [String] = []
        for (module, files) in Self.modules(in: files).sorted(by: { $0.key < $1.key }) {
            for (rooms, reasons) in Rooms(files).pairs {
                found.append("\(module): \(rooms.joined(separator: " and ")) know each other: \(reasons.prefix(12).joined(separator: "; "))")
            }
            for file in files where file.path.hasPrefix("Services/") && Rooms.room(of: file) == "Rules" {
                for (imported, line) in file.imports where ["Persistence", "Messaging", "Logging", "Hummingbird", "AsyncHTTPClient"].contains(imported) {
                    found.append("\(file.path):\(line): a rule imports \(imported)")
                }
                for (number, line) in file.lines.enumerated() where !line.drop(while: { $0 == " " }).hasPrefix("//") {
                    for word in [" async ", "await ", "ContinuousClock", "Date()", " .now", "(.now"] where line.contains(word) {
                        found.append("\(file.path):\(number + 1): a rule waits or reads a clock: \(word)")
                    }
                }
            }
            guard module.hasPrefix("Services/"), module != "Services/Console" else { continue }
            let allowed = Self.rooms.union(module == "Services/Portal" ? Self.portal : [])
            for room in Set(files.compactMap { Rooms.room(of: $0) }).subtracting(allowed).sorted() { found.append("\(module) has a room \(room)") }
        }
        return found
    }

    @Test("No two rooms of a module know each other, rules do no I/O, and every service has the same rooms")
    func rooms() {
        #expect(Self.modules(in: Self.sources).count > 25)
        for breach in Self.breaches(in: Self.sources) { Issue.record("\(breach)") }
    }

    private static func file(_ path: String, _ text: String) -> Sources.File {
        Sources.File(path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) })
    }

    @Test(
        "Each kind of breach is found",
        arguments: [
            (["A/Rules/Plan.swift": "struct Plan { let row: Row }", "A/Store/Row.swift": "struct Row { let plan: Plan? }"], "know each other"),
            (["A/Rules/Plan.swift": "import Persistence\nstruct Plan {}"], "imports Persistence"),
            (["A/Rules/Plan.swift": "private import Messaging\nstruct Plan {}"], "imports Messaging"),
            (["A/Rules/Plan.swift": "import Logging\nstruct Plan {}"], "imports Logging"),
            (["A/Rules/Plan.swift": "struct Plan { func made() async -> Int { 1 } }"], "waits or reads a clock"),
            (["A/Rules/Plan.swift": "struct Plan { let at = ContinuousClock.now }"], "waits or reads a clock"),
            (["A/Desk/Plan.swift": "struct Plan {}"], "has a room Desk"),
        ])
    func found(texts: [String: String], said: String) {
        let breaches = Self.breaches(in: texts.map { Self.file("Services/\($0.key)", $0.value) })
        #expect(!breaches.isEmpty && breaches.allSatisfy { $0.contains(said) }, "\(breaches)")
    }

    @Test("What is said in comments and quotes, or goes one way, is no breach")
    func allowed() {
        let files = [
            Self.file(
                "Services/A/Rules/Plan.swift", "/// Of a Row.\nstruct Plan { let text = \"Row\" // Row\n    let long = \"\"\"\n        Row\n        \"\"\"\n}"),
            Self.file("Services/A/Store/Row.swift", "struct Row { let plan: Plan? }"),
            Self.file("Services/A/Assembly.swift", "struct Assembly { let row: Row }"),
        ]
        #expect(Self.breaches(in: files) == [])
        #expect(Rooms(files).arrows.keys.map { "\($0.from) \($0.to)" } == ["Store Rules"])
    }
}
