import ArgumentParser
import Foundation

/// Computes one of Vigie's statistics on numbers of one's own.
struct StatisticsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statistics", abstract: "Computes a statistic on a file of numbers: to analyse, and to check Vigie against R.",
        discussion: """
            The input is one JSON object, the answer too, with a list a column. Places in lists count from 0. Fields in [ ] may be left out;
            a field that the method does not take is refused.

            farrington  counts (weekly) [dates: an ISO day a count, by which the same weeks of other years are found; without, they are every
                        52 weeks, which drift from their date by a week in five years; from, through: places judged, the last;
                        alpha 0.005; years 5; daily: true for counts by day, of which the seven until each place are judged]
            ears        counts (daily) [method "C1"|"C2"|"C3"; baseline 28; minimumDeviation 0.5]
            cusum       counts, expected [rise ln 1.5; dispersion 0; threshold 5]
            glr         counts, expected [threshold 5; window 28, 0 for none]
            momo        times (weeks), counts: those fitted on; at: times asked about [observed; trend true]
            smooth      counts, expected [neighbours: of each area the places of its neighbours; ratio: how probable it is that an area
                        has more than that, 1.25 on the maps]
            nowcast     triangle: a row a day, new reports by delay, null where still to come; a number below 0 withdraws deaths and is
                        taken from those that were reported before; the bands of 50 and 90 % take 6 rows more than columns and 50
                        deaths, else they are null
            scan        matrix (by period, then area), x, y (km) [method "permutation"|"expectationBased"|"populationBased";
                        expectedMatrix; longest 28; atMost: areas a zone; radius; centres: places of areas; mostExpected: share; clusters 1;
                        replicates 999; sequential: true to draw no more once enough, 10, are as strong; seed 1]; a recurrenceInterval
                        that cannot be told is "more than" so
                        many days
            bh          values: p-values
            power       means: expected of a week [dispersion 1; alpha 0.005; power 0.8]
            """)

    @Argument(help: "\(StatisticsMethod.allCases.map(\.rawValue).joined(separator: ", "))")
    var method: StatisticsMethod

    @Option(help: "A file with one JSON object.")
    var input: String

    func run() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        print(String(decoding: try encoder.encode(try self.method.answer(try StatisticsInput(file: self.input))), as: UTF8.self))
    }
}
