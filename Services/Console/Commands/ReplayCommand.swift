import ArgumentParser
import Foundation
import Mortality
import Reference

/// Sends real deaths of the past through the front door, day after day.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Sends real deaths of the past through Ingest, day after day, as communes would have declared them.",
        discussion: """
            The totals of a department's day are allocated to its communes by a seeded draw in proportion to population; communes without a \
            death declare none. Run twice, it changes nothing: the same declarations have the same ids. Another seed, --as-known or \
            --communes tells the same days otherwise, so reset the house before.

            The folder holds, compressed by gzip or not:
              cog/*.csv                                  communes and their populations, as for vigiectl import
              deaths/daily-by-department.csv             date,department,deaths
              deaths/vintages-by-department.csv          published,date,department,deaths (for --as-known)
              deaths/daily-by-commune-*.csv              file_month,date,commune,deaths (for --communes)

            The key must be allowed to declare for every commune and, for days longer ago than two years, to backdate.
            """)

    @Option(name: .customLong("department"), help: "A code such as 68, or \"all\" (repeatable).") var departments: [String] = []
    @Option(help: "The folder of official files.") var data: String
    @Option(name: .customLong("from"), help: "The first day, such as 2020-03-01.") var first: String
    @Option(name: .customLong("to"), help: "The last day.") var last: String
    @Option(help: "At most so many simulated days a second (default: as fast as it goes).") var speed: Double?
    @Flag(help: "Send on each publication date what INSEE had by then, and its later corrections as revisions.") var asKnown = false
    @Flag(help: "Send the real counts by commune (December 2019 to February 2020).") var communes = false
    @Option(help: "What the draw of communes follows from.") var seed: UInt64 = 2020
    @Flag(help: "Then compare each day's counts with the published totals; exit code 1 on a difference.") var verify = false
    @Option(help: "Where Vigie is (default: VIGIE_INGEST_URL to send and VIGIE_URL to read).") var url: String?
    @Option(help: "The API key (default: VIGIE_API_KEY, or the file VIGIE_API_KEY_FILE).") var key: String?

    func validate() throws {
        if self.departments.isEmpty { throw ValidationError("say which: --department 68, or --department all") }
        if self.asKnown && self.communes { throw ValidationError("--as-known and --communes exclude each other: counts by commune have no vintages") }
        if let speed, !(speed > 0 && speed.isFinite) { throw ValidationError("--speed takes a number above 0") }
    }

    func run() async throws {
        let environment = ConsoleEnvironment()
        let key = try environment.required(self.key, option: "key", key: "VIGIE_API_KEY")
        let reading = try environment.required(self.url, option: "url", key: "VIGIE_URL")
        let sending = try self.url ?? environment.value("VIGIE_INGEST_URL") ?? reading
        let source = try ReplaySource(OfficialFolder(path: self.data), kind: self.kind, codes: try self.codes, days: try self.days)
        for remark in source.remarks { FileHandle.standardError.write(Data((remark + "\n").utf8)) }

        let (entrance, window) = (try FrontDoor(url: sending, key: key), try FrontDoor(url: reading, key: key))
        let replay = Replay(
            script: source.script, grounds: source.grounds, seed: self.seed, speed: self.speed,
            sender: BatchSender(post: { try await entrance.post("/v1/declarations/batch", lines: $0) }))
        let progress = ReplayProgress(steps: source.script.steps.count)
        let start = ContinuousClock.now
        let summary = try await replay.run { number, step, summary in
            progress.tell(step: number, label: "\(step.day)", summary: summary, seconds: Self.seconds(since: start))
        }
        print(summary.text(seconds: Self.seconds(since: start)))
        if self.verify { try await self.check(source.script.totals, SeriesReader(door: window)) }
        if summary.refusals > 0 { throw ExitCode(1) }
    }

    private func check(_ totals: [DepartmentCode: [CivilDay: Int]], _ reader: SeriesReader) async throws {
        let start = ContinuousClock.now
        let differences = try await SeriesCheck(totals: totals, read: { try await reader.deaths(of: $0, days: $1) }).differences()
        for difference in differences.prefix(50) { print(difference) }
        let days = totals.values.reduce(0) { $0 + $1.count }
        guard differences.isEmpty else {
            print("Of \(days) days (\(totals.count) × department), \(differences.count) differ from the published totals.")
            throw ExitCode(1)
        }
        print("All \(days) days (\(totals.count) × department) equal the published totals, seen after \(Int(Self.seconds(since: start))) s.")
    }

    private var kind: ReplaySource.Kind { self.communes ? .communes : self.asKnown ? .asKnown : .totals }

    /// The departments to replay; `nil` for all.
    private var codes: Set<DepartmentCode>? {
        get throws {
            if self.departments.contains("all") { return nil }
            var codes: Set<DepartmentCode> = []
            for text in self.departments {
                guard let code = try? DepartmentCode(text.uppercased()) else { throw ConsoleError("\"\(text)\" is no department's code") }
                codes.insert(code)
            }
            return codes
        }
    }

    private var days: ClosedRange<CivilDay> {
        get throws {
            guard let first = try? CivilDay(iso: self.first) else { throw ConsoleError("--from \(self.first) is no day such as 2020-03-01") }
            guard let last = try? CivilDay(iso: self.last) else { throw ConsoleError("--to \(self.last) is no day such as 2020-04-30") }
            guard first <= last else { throw ConsoleError("--from is after --to") }
            return first...last
        }
    }

    private static func seconds(since start: ContinuousClock.Instant) -> Double { (ContinuousClock.now - start) / .seconds(1) }
}
