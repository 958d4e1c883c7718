import ArgumentParser
import Foundation
import Schema
@testable import vigiectl
import Testing

@Suite struct ConsoleInputTests {
    @Test("Passwords are read by role; what is after the first = belongs to them")
    func passwords() throws {
        let read = try PasswordFile<ServiceRole>(text: "# services\nvigie_ingest=a=b\n\n VIGIE_PORTAL=c \n", name: "roles")
        #expect(read.passwords == [.ingest: "a=b", .portal: "c"])
    }

    @Test("A bad line is named by its number, and never shown", arguments: ["vigie_ingest", "vigie_ingest=", "postgres=s3cret", "s3cret"])
    func badPasswords(line: String) {
        let error = #expect(throws: ConsoleError.self) { try PasswordFile<ServiceRole>(text: "\n\(line)", name: "roles") }
        #expect(error?.description.hasPrefix("roles, line 2:") == true)
        #expect(error?.description.contains("s3cret") == false)
    }

    @Test("A value comes from the environment, or from the file it names")
    func environment() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("vigie-value-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("from file\n".utf8).write(to: file)
        let environment = ConsoleEnvironment(["A": "plain", "B_FILE": file.path, "C_FILE": "/nowhere", "D": ""])
        #expect(try environment.value("A") == "plain")
        #expect(try environment.value("B") == "from file")
        #expect(try environment.value("D") == nil)
        #expect(try environment.required("typed", option: "a", key: "A") == "typed")
        #expect(throws: ConsoleError.self) { try environment.value("C") }
        let error = #expect(throws: ConsoleError.self) { try environment.required(nil, option: "a-url", key: "Z") }
        #expect(error?.description == "say where: --a-url, or Z in the environment")
    }

    @Test("A table is as wide as its widest cells, without trailing blanks")
    func table() {
        var table = Table("A", "LONG", "C")
        #expect(table.text(orElse: "nothing") == "nothing")
        table.append("wide", "x", "")
        #expect(table.text(orElse: "nothing") == "A     LONG  C\nwide  x")
    }

    private static let commands: [any ParsableCommand.Type] = [
        Vigiectl.self, MigrateCommand.self, ImportCommand.self, ImportExerciseCommand.self, ImportDepartmentCommand.self, DepartmentsCommand.self,
        KeyCommand.self, KeyCreateCommand.self, KeyListCommand.self, KeyRevokeCommand.self, CountsCommand.self, CountsRebuildCommand.self,
        QueuesCommand.self, DeadCommand.self, DeadListCommand.self, DeadReplayCommand.self,
    ]

    @Test("Every command explains itself", arguments: commands.indices)
    func help(place: Int) {
        let text = Vigiectl.helpMessage(for: Self.commands[place])
        #expect(text.contains("USAGE: vigiectl"))
        #expect(text.contains("OVERVIEW: "))
    }

    @Test(
        "A command typed wrongly is refused with its usage",
        arguments: [
            ["key", "create", "--department"], ["import", "department"], ["import", "department", "56"], ["nonsense"], ["dead", "replay"],
        ])
    func usage(arguments: [String]) {
        #expect(throws: (any Error).self) { try Vigiectl.parseAsRoot(arguments) }
    }
}
