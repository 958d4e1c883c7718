import Cartography
import Mortality

/// How long pictures take, in steady state: the basemap is fitted, the figures are new each time. Prints a JSON object a line.
///
///     CartographyBench [--data FOLDER] [--runs N] [--keep FOLDER]
///
/// `--data` holds `geo/communes.geojson.gz`; without it, or without that file, a synthetic land is drawn. `--keep` writes
/// the last picture of each measure there, to look at.
@main
struct CartographyBench {
    static func main() throws {
        let options = try BenchOptions(CommandLine.arguments.dropFirst())
        let land = try BenchLand(folder: options.data)
        let department = try PictureSize.known(width: 1_000, height: 800)
        let nation = try PictureSize.known(width: 1_000, height: 1_000)
        for (name, size, areas) in [
            ("department-commune", department, land.department), ("france-commune", nation, land.nation),
        ] {
            let bench = try PictureBench(name: name, source: land.source, areas: areas, size: size)
            for line in try bench.lines(runs: options.runs, keepingIn: options.folder) { print(line) }
        }
    }
}
