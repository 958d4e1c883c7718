import Foundation
import Testing

/// What the README promises of all sources, read in the sources.
@Suite struct InvariantTests {
    private static let sources = Sources.files(in: "Services", "Shared")

    @Test("There is something to read")
    func sources() {
        #expect(Self.sources.count > 300)
        #expect(Self.sources.contains { $0.path == "Shared/Mortality/CivilDay.swift" })
    }

    /// A line that begins a statement of SQL, in quotes or within a literal of several lines.
    private static func isSQL(_ line: String) -> Bool {
        let text = line.drop { $0 == " " }.drop { $0 == "\"" }
        let beginnings = [
            "SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "LOCK TABLE ", "CREATE ", "ALTER ", "DROP ", "TRUNCATE ", "GRANT ",
            "REVOKE ", "COPY ", "LISTEN ", "NOTIFY ",
        ]
        if beginnings.contains(where: { text.hasPrefix($0) }) { return true }
        return beginnings.prefix(5).contains { line.contains("\"\($0)") }
    }

    @Test("SQL stands in stores only")
    func sql() {
        // What speaks to PostgreSQL itself, what makes its tables, and what derives the counts from the ledger.
        let free = ["Shared/Persistence/", "Shared/Schema/", "Shared/Ledger/DerivedSQL.swift"]
        for file in Self.sources where !free.contains(where: { file.path.hasPrefix($0) }) {
            let isStore = file.path.contains("/Store/") || file.path.contains("/Stores/") || file.path.hasSuffix("Store.swift")
            guard !isStore else { continue }
            for (number, line) in file.lines.enumerated() where Self.isSQL(line) {
                Issue.record("\(file.path):\(number + 1) holds SQL and is no store: \(line)")
            }
        }
        #expect(Self.isSQL(#"    let rows = try await pool.query("SELECT 1")"#) && Self.isSQL("   INSERT INTO a") && !Self.isSQL("/// SELECT is"))
    }

    @Test("No service names a table of another's in a statement; only who runs Vigie rebuilds counts and keeps accounts")
    func tables() {
        // The schemas of services, and whose SQL may name them. All services read `reference`.
        let owners: [String: Set<String>] = [
            "aggregation": ["Services/Aggregation/", "Services/Console/"], "alerting": ["Services/Alerting/"],
            "portal": ["Services/Portal/", "Services/Console/"],
        ]
        var named: Set<String> = []
        for file in Self.sources where file.path.hasPrefix("Services/") {
            for (number, line) in file.lines.enumerated() {
                for (schema, homes) in owners where Self.tables(of: schema, in: line) {
                    named.insert(schema)
                    #expect(homes.contains { file.path.hasPrefix($0) }, "\(file.path):\(number + 1) names a table of \(schema)")
                }
            }
        }
        #expect(named.isSuperset(of: ["aggregation", "alerting"]))
        #expect(Self.tables(of: "alerting", in: "    SELECT body FROM alerting.dossier") && Self.tables(of: "alerting", in: "\"UPDATE alerting.alert SET"))
        #expect(!Self.tables(of: "alerting", in: "Names.Queue.alerting.counts") && !Self.tables(of: "alerting", in: "case .alerting: 1"))
    }

    /// Whether a line of SQL names a table of a schema.
    private static func tables(of schema: String, in line: String) -> Bool {
        ["FROM", "JOIN", "INTO", "UPDATE", "TABLE", "ON"].contains { line.contains("\($0) \(schema).") }
    }

    @Test("C libraries are named where they are wrapped, and nowhere else")
    func cLibraries() {
        let homes: [String: [String]] = [
            "CRabbitMQ": ["Shared/Messaging/"], "CPostgreSQL": ["Shared/Persistence/"], "CCairo": ["Shared/Cartography/Rendering/"],
            "CZlib": ["Shared/Formats/Gzip.swift"], "CArgon2": ["Shared/Accounts/Passwords/HashingThread.swift"],
            "CQRencode": ["Shared/Accounts/SecondFactor/QRCode.swift"], "CCurl": ["Shared/Mail/MailSender.swift"],
        ]
        var seen: Set<String> = []
        // Measuring what the libraries can do alone, and trying what Messaging would never do, go by the libraries themselves.
        for file in Self.sources + Sources.files(in: "Tests")
        where !file.path.hasPrefix("Tests/Benchmarks/Limits/") && file.path != "Tests/ConsoleTests/Rights/Deed.swift" {
            for (module, line) in file.imports {
                guard let allowed = homes[module] else { continue }
                seen.insert(module)
                #expect(allowed.contains { file.path.hasPrefix($0) }, "\(file.path):\(line) imports \(module)")
            }
        }
        #expect(seen == Set(homes.keys))
    }

    @Test("No service imports another, and nothing that is shared imports a service")
    func services() {
        let services = Set(["Ingest", "Aggregation", "Alerting", "MapRendering", "Portal", "vigiectl"])
        for file in Self.sources {
            for (module, line) in file.imports { #expect(!services.contains(module), "\(file.path):\(line) imports \(module)") }
        }
    }

    @Test("The domain and its mathematics do no I/O and know no clock")
    func purity() {
        for folder in ["Shared/Mortality/", "Shared/Surveillance/"] {
            let files = Self.sources.filter { $0.path.hasPrefix(folder) }
            #expect(!files.isEmpty)
            for file in files {
                for (module, line) in file.imports { #expect(module != "Foundation", "\(file.path):\(line) imports \(module)") }
                for (number, line) in file.lines.enumerated() {
                    for word in ["FileManager", "ContinuousClock", "Date()", "URLSession"] {
                        #expect(!line.contains(word), "\(file.path):\(number + 1) names \(word)")
                    }
                }
            }
        }
    }

    @Test("Instants and alerts are told by their types, not by numbers and bytes")
    func types() throws {
        // A database's columns, what the protocols of others and sealed texts count in seconds, and a clock that only runs on.
        let free = [
            "Shared/Persistence/", "Shared/OIDC/", "Shared/Accounts/Identities/", "Shared/Accounts/SecondFactor/", "Shared/Accounts/SignIn/",
            "Services/Portal/UseCases/SignInGate.swift", "Shared/Contracts/Messages/",
        ]
        let number = try Regex(#"\b(?:\w*(?:At|Until)|at|now|since|until)(?: now| instant)?: Int64"#), bytes = try Regex(#"\balert(?:ID)?: \[UInt8\]"#)
        #expect("let raisedAt: Int64?".contains(number) && "func heard(at instant: Int64)".contains(number) && "of alert: [UInt8]".contains(bytes))
        #expect(!"static func date(ofDays days: Int64)".contains(number))
        for file in Self.sources where !free.contains(where: { file.path.hasPrefix($0) }) {
            for (place, line) in file.lines.enumerated() where !line.drop(while: { $0 == " " }).hasPrefix("//") {
                #expect(!line.contains(number), "\(file.path):\(place + 1) tells an instant by a number")
                #expect(!line.contains(bytes), "\(file.path):\(place + 1) tells an alert by bytes")
            }
        }
    }

    @Test("Who answers people asks other services in their name, never in everybody's")
    func scopes() {
        let asking = Self.sources.filter { $0.path.hasPrefix("Services/Portal/") || $0.path.hasPrefix("Services/Ingest/") }
        var asked = 0
        for file in asking {
            for (number, line) in file.lines.enumerated() where line.contains("scope:") {
                asked += line.contains(".ask(") ? 1 : 0
                #expect(!line.contains("scope: .all") && !line.contains("Scope.all"), "\(file.path):\(number + 1) asks in everybody's name")
            }
        }
        #expect(asked >= 7)
    }

    @Test("Nothing traps on purpose, and no task runs that nobody waits for")
    func traps() {
        for file in Self.sources {
            for (number, line) in file.lines.enumerated() where !line.drop(while: { $0 == " " }).hasPrefix("//") {
                for word in ["fatalError(", "try!", "preconditionFailure(", "Task.detached"] {
                    #expect(!line.contains(word), "\(file.path):\(number + 1) has \(word)")
                }
                #expect(!" \(line)".contains(" Task {"), "\(file.path):\(number + 1) starts a task")
            }
        }
    }

    @Test("Files that our papers name are there")
    func named() throws {
        let path = try Regex(#"`((?:Services|Shared|Tests|scripts|docker|docs)/[A-Za-z0-9+/._-]+)`"#)
        var named = 0
        let papers = try FileManager.default.contentsOfDirectory(atPath: Sources.root.appendingPathComponent("docs").path).map { "docs/\($0)" }
        for paper in papers + ["README.md"] where paper.hasSuffix(".md") {
            let text = try String(contentsOf: Sources.root.appendingPathComponent(paper), encoding: .utf8)
            for match in text.matches(of: path) {
                // Capitals stand for a name that the reader chooses.
                guard let name = match.output[1].substring, !name.contains("NAME"), !name.contains("NNNN") else { continue }
                named += 1
                #expect(
                    FileManager.default.fileExists(atPath: Sources.root.appendingPathComponent(String(name)).path), "\(paper) names \(name), which is not there"
                )
            }
        }
        #expect(named > 30)
    }

    @Test("Papers of ours that comments cite are there, with the section they name")
    func documents() throws {
        let names = try Regex(#"([a-z][a-z-]*\.md)(?: (\d+\.\d+))?"#)
        var cited = 0
        for file in Self.sources + Sources.files(in: "Tests") where !file.path.hasPrefix("Tests/SourceTests/") {
            for (number, line) in file.lines.enumerated() where line.contains("//") && line.contains(".md") {
                for match in line.matches(of: names) {
                    guard let name = match.output[1].substring else { continue }
                    let document = Sources.root.appendingPathComponent("docs/\(name)")
                    let text = try? String(contentsOf: document, encoding: .utf8)
                    #expect(text != nil, "\(file.path):\(number + 1) cites \(name), which is not in docs")
                    cited += 1
                    if let section = match.output[2].substring, let text {
                        #expect(
                            text.contains("\n## \(section) ") || text.contains("\n### \(section) "), "\(file.path):\(number + 1) cites \(section) of \(name)")
                    }
                }
            }
        }
        #expect(cited > 0)
    }
}
