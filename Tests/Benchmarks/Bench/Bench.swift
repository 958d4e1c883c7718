import ArgumentParser
import Foundation
import TestBench

/// Measures a running house; `./vigie bench` starts one and calls this twice.
@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measures the house that VIGIE_TEST_HOUSE names, and adds the figures to a file.",
        subcommands: [ExerciseCommand.self, NationCommand.self])
}

/// What holds with the exercise department alone.
struct ExerciseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "exercise", abstract: "Declarations, repaints, a picture, memory.")

    @Option(help: "The file that the figures are added to, one JSON object a line.")
    var output: String

    func run() async throws {
        let house = try House.required()
        let record = Record(path: self.output)
        let http = HTTPBench(house: house)
        let today = try await Today(house: house)
        try record.add(MemoryBench(house: house, holding: "exercise department", target: 100).run())
        try await Ledger.open(house.databaseURL) { ledger in
            try record.add(try await DeclarationBench(house: house, ledger: ledger, day: today.date, communes: today.communes).run())
        }
        let load = SteadyLoad(house: house, day: today.date, communes: today.communes, perSecond: 200, seconds: 15)
        try record.add(try await JudgingBench(house: house, load: load).run())
        try record.add(try await RepaintBench(house: house, load: load).run())
        try record.add([
            try await http.picture(
                "picture of a department, 250 communes, PNG 1000 × 800",
                { "/v1/departments/00/map.png?date=\($0)&width=1000&height=800" }, days: today.before(21), target: 15)
        ])
        try record.add(try await WorstKeyBench(house: house).run())
        try record.add(MemoryBench(house: house, holding: "exercise department, after all that", target: 100).run())
    }
}

/// What holds with all the departments of France.
struct NationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "nation", abstract: "Pictures of France, tiles, memory.")

    @Option(help: "The file that the figures are added to, one JSON object a line.")
    var output: String

    func run() async throws {
        let house = try House.required()
        let record = Record(path: self.output)
        let http = HTTPBench(house: house)
        let today = try await Today(house: house)
        try record.add(MemoryBench(house: house, holding: "nation", target: nil).run())
        // Tiles around Paris, each asked for the first time since the services started.
        for (zoom, x, y) in [(5, 16, 11), (6, 32, 22), (8, 129, 88), (10, 518, 352)] { try record.add(try await http.tile(zoom, x, y)) }
        try record.add([
            try await http.picture(
                "picture of France by commune, PNG 1000 × 1000",
                { "/v1/france/map.png?by=commune&date=\($0)&width=1000&height=1000" }, days: today.before(7), target: 250)
        ])
        try record.add(MemoryBench(house: house, holding: "nation, after all that", target: nil).run())
    }
}
