import ArgumentParser
import Foundation
import Mortality
import Reference
@testable import vigiectl
import Testing

/// Replays out of official files.
@Suite struct ReplaySourceTests {
    /// The real files, where the machine has them: `VIGIE_DATA`, or `shared/data` beside the package.
    static let data: String? = {
        let folder =
            ProcessInfo.processInfo.environment["VIGIE_DATA"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/data").standardized
        return FileManager.default.isReadableFile(atPath: folder.appending(path: "deaths/vintages-by-department.csv.gz").path) ? folder.path : nil
    }()
    static let absence: Comment = "the real deaths are not there (VIGIE_DATA)"

    private func days(_ first: String, _ last: String) throws -> ClosedRange<CivilDay> { try CivilDay(iso: first)...CivilDay(iso: last) }

    @Test("March and April 2020 of two departments: every day, every commune, the published totals", .enabled(if: Self.data != nil, Self.absence))
    func totals() throws {
        let codes: Set<DepartmentCode> = [try DepartmentCode("68"), try DepartmentCode("75")]
        let source = try ReplaySource(
            OfficialFolder(path: try #require(Self.data)), kind: .totals, codes: codes, days: try self.days("2020-03-01", "2020-04-30"))
        #expect(source.script.steps.count == 61)
        #expect(source.remarks.isEmpty)
        #expect(Set(source.script.totals.keys) == codes)
        var book = ReplayBook(grounds: source.grounds, seed: 2020)
        var counts: [DepartmentCode: [CivilDay: Int]] = [:]
        for step in source.script.steps {
            let declarations = try book.declare(step)
            #expect(declarations.count == source.grounds.reduce(0) { $0 + $1.communes.count })
            for declaration in declarations {
                counts[declaration.commune.department, default: [:]][declaration.day, default: 0] += Int(declaration.deaths.number)
            }
        }
        #expect(counts == source.script.totals)
        let deaths = source.script.totals[try DepartmentCode("68")]?.values.reduce(0, +) ?? 0
        #expect(deaths > 2_000, "Haut-Rhin had far more deaths than usual: \(deaths)")
    }

    @Test("What was known on each publication date ends at the last one's totals", .enabled(if: Self.data != nil, Self.absence))
    func asKnown() throws {
        let code = try DepartmentCode("68")
        let folder = try OfficialFolder(path: try #require(Self.data))
        let days = try self.days("2020-03-01", "2020-04-30")
        let source = try ReplaySource(folder, kind: .asKnown, codes: [code], days: days)
        let vintages = try OfficialVintages.read(folder, days: days, wanted: { $0 == code })
        let last = try #require(vintages.last { $0.totals.count == 61 })
        #expect(source.script.totals[code] == Dictionary(uniqueKeysWithValues: last.totals.map { ($0.day, $0.deaths) }))
        #expect(source.script.steps.first?.day == (try CivilDay(iso: "2020-03-27")))
        // On 27 March the totals were known up to the 16th.
        #expect(source.script.steps.first?.news.map(\.day).max() == (try CivilDay(iso: "2020-03-16")))
        var book = ReplayBook(grounds: source.grounds, seed: 2020)
        let declarations = try source.script.steps.flatMap { try book.declare($0) }
        let latest = declarations.reduce(into: [DeclarationID: Declaration]()) { $0[$1.id] = $1 }
        let counts = latest.values.reduce(into: [CivilDay: Int]()) { $0[$1.day, default: 0] += Int($1.deaths.number) }
        #expect(counts == source.script.totals[code])
        #expect(declarations.contains { $0.revision.number > 1 })
        print(
            "68, March and April 2020 as known: \(source.script.steps.count) publications, \(declarations.count) declarations, of these \(declarations.count { $0.revision.number > 1 }) corrections"
        )
    }

    @Test("The winter before, by commune", .enabled(if: Self.data != nil, Self.absence))
    func communes() throws {
        let code = try DepartmentCode("75")
        let source = try ReplaySource(
            OfficialFolder(path: try #require(Self.data)), kind: .communes, codes: [code], days: try self.days("2019-12-01", "2020-02-29"))
        // The file ends with what was registered by the end of February: of its last days nothing was yet.
        #expect((85...91).contains(source.script.steps.count))
        var book = ReplayBook(grounds: source.grounds, seed: 2020)
        let declarations = try source.script.steps.flatMap { try book.declare($0) }
        #expect(Set(declarations.map(\.commune.text)) == ["75056"])
        #expect(declarations.reduce(0) { $0 + Int($1.deaths.number) } == source.script.totals[code]?.values.reduce(0, +))
        #expect(declarations.contains { $0.deaths.number > 20 })
    }

    @Test("What is not there is told", .enabled(if: Self.data != nil, Self.absence))
    func absent() throws {
        let folder = try OfficialFolder(path: try #require(Self.data))
        let wave = try self.days("2020-03-01", "2020-03-02")
        // Left out of the publication; and overseas collectivities are in none.
        for code in ["57", "988"] {
            let code = try DepartmentCode(code)
            #expect(throws: ReferenceError.self) { try ReplaySource(folder, kind: .totals, codes: [code], days: wave) }
        }
        let code = try DepartmentCode("68")
        #expect(throws: ReferenceError.self) { try ReplaySource(folder, kind: .totals, codes: [code], days: self.days("2031-03-01", "2031-03-02")) }
    }

    @Test(
        "A command line that asks for nothing, or for two things at once, is refused",
        arguments: [
            ["--data", "x", "--from", "2020-03-01", "--to", "2020-03-02"],
            ["--department", "68", "--data", "x", "--from", "2020-03-01", "--to", "2020-03-02", "--as-known", "--communes"],
            ["--department", "68", "--data", "x", "--from", "2020-03-01", "--to", "2020-03-02", "--speed", "0"],
            ["--department", "68", "--from", "2020-03-01", "--to", "2020-03-02"],
        ])
    func commandLines(arguments: [String]) {
        #expect(throws: (any Error).self) { try ReplayCommand.parse(arguments) }
    }
}
