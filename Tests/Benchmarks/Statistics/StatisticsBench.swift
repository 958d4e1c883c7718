import Foundation

/// How fast the detectors are, and how often they are right: what `./vigie bench` and `./vigie bench --statistics` run.
///
///     StatisticsBench speed|statistics [--data FOLDER] [--output FILE]
///
/// `--data` holds `cog/communes-2026.csv` and `deaths/daily-by-department.csv.gz`; without them, synthetic ones are drawn,
/// which is said. The status is 1 when `statistics` misses a limit; speeds depend on the machine, and are only shown.
@main
struct StatisticsBench {
    static func main() async throws {
        let options = try BenchOptions(CommandLine.arguments.dropFirst())
        var figures = Figures(output: options.output)
        switch options.mode {
        case .speed: try await SpeedRun(options: options).run(&figures)
        case .statistics:
            try StatisticsRun(options: options).run(&figures)
            if !figures.missed.isEmpty { exit(1) }
        }
    }
}
