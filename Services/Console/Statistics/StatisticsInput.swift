import Formats
import Foundation

/// The input of a computation: one JSON object, of whose fields each method takes some. Places in series count from 0.
struct StatisticsInput: Decodable {
    /// The fields by the names that they have in JSON.
    enum CodingKeys: String, CodingKey, CaseIterable {
        case counts, dates, expected, matrix, expectedMatrix, triangle, values, neighbours, means, x, y, from, through, alpha, power, ratio
        case years, daily, baseline, minimumDeviation, threshold, rise, dispersion, window, times, at, observed, trend, method, longest
        case atMost, radius, clusters, mostExpected, centres, replicates, sequential, enough, seed
    }

    var counts: [Double]?
    /// The day of each count in ISO form.
    var dates: [String]?
    var expected: [Double]?
    /// Counts by period, the oldest first, and within it by area.
    var matrix: [[Double]]?
    var expectedMatrix: [[Double]]?
    var triangle: [[Double?]]?
    var values: [Double]?
    var neighbours: [[Int]]?
    var means: [Double]?
    var x: [Double]?
    var y: [Double]?
    var from: Int?
    var through: Int?
    var alpha: Double?
    var power: Double?
    var ratio: Double?
    var years: Int?
    var daily: Bool?
    var baseline: Int?
    var minimumDeviation: Double?
    var threshold: Double?
    var rise: Double?
    var dispersion: Double?
    var window: Int?
    var times: [Double]?
    var at: [Double]?
    var observed: [Double]?
    var trend: Bool?
    var method: String?
    var longest: Int?
    var atMost: Int?
    var radius: Double?
    var clusters: Int?
    var mostExpected: Double?
    var centres: [Int]?
    var replicates: Int?
    var sequential: Bool?
    var enough: Int?
    var seed: UInt64?
    /// The names of all fields that were given, known or not.
    private(set) var names: [String] = []

    /// Reads the object.
    ///
    /// - Throws: `DecodingError` with the name of the field, which the library's own lacks for a number that does not fit.
    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        func read<Value: Decodable>(_ name: CodingKeys) throws -> Value? {
            do {
                return try fields.decodeIfPresent(Value.self, forKey: name)
            } catch let error where !(error is DecodingError) {
                throw DecodingError.dataCorrupted(DecodingError.Context(codingPath: [name], debugDescription: "\(error)"))
            }
        }
        self.counts = try read(.counts)
        self.dates = try read(.dates)
        self.expected = try read(.expected)
        self.matrix = try read(.matrix)
        self.expectedMatrix = try read(.expectedMatrix)
        self.triangle = try read(.triangle)
        self.values = try read(.values)
        self.neighbours = try read(.neighbours)
        self.means = try read(.means)
        self.x = try read(.x)
        self.y = try read(.y)
        self.from = try read(.from)
        self.through = try read(.through)
        self.alpha = try read(.alpha)
        self.power = try read(.power)
        self.ratio = try read(.ratio)
        self.years = try read(.years)
        self.daily = try read(.daily)
        self.baseline = try read(.baseline)
        self.minimumDeviation = try read(.minimumDeviation)
        self.threshold = try read(.threshold)
        self.rise = try read(.rise)
        self.dispersion = try read(.dispersion)
        self.window = try read(.window)
        self.times = try read(.times)
        self.at = try read(.at)
        self.observed = try read(.observed)
        self.trend = try read(.trend)
        self.method = try read(.method)
        self.longest = try read(.longest)
        self.atMost = try read(.atMost)
        self.radius = try read(.radius)
        self.clusters = try read(.clusters)
        self.mostExpected = try read(.mostExpected)
        self.centres = try read(.centres)
        self.replicates = try read(.replicates)
        self.sequential = try read(.sequential)
        self.enough = try read(.enough)
        self.seed = try read(.seed)
    }

    /// Reads a file.
    ///
    /// - Throws: `ConsoleError` for a file that cannot be read or is not one JSON object, and for a field of another kind or given
    ///   twice, by its name.
    init(file: String) throws {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: file))
        } catch {
            throw ConsoleError("\(file) cannot be read: give a file with one JSON object")
        }
        do {
            self = try JSONDecoder().decode(StatisticsInput.self, from: data)
        } catch let error as DecodingError {
            throw ConsoleError("\(file): \(Self.words(error))")
        } catch {
            throw ConsoleError("\(file) is not one JSON object with the fields that --help names: \(error)")
        }
        self.names = JSONMembers.names(in: Array(data)).sorted()
        if let twice = JSONMembers.repeated(in: Array(data)) { throw ConsoleError("\(file): \(Self.name(twice)) stands there twice") }
    }

    private static func words(_ error: DecodingError) -> String {
        let (context, needed): (DecodingError.Context, String) =
            switch error {
            case .typeMismatch(let type, let context), .valueNotFound(let type, let context): (context, self.kind(type))
            case .dataCorrupted(let context): (context, "a number that fits, whole where it counts something,")
            case .keyNotFound(_, let context): (context, "a field")
            @unknown default: (DecodingError.Context(codingPath: [], debugDescription: "\(error)"), "something else")
            }
        guard let field = context.codingPath.first else {
            return "not one JSON object with the fields that --help names: \(context.debugDescription)"
        }
        let places = context.codingPath.dropFirst().compactMap(\.intValue)
        return "\(self.name(field.stringValue, places)): \(needed) is needed there"
    }

    private static func kind(_ type: any Any.Type) -> String {
        switch type {
        case is Double.Type: "a number"
        case is any FixedWidthInteger.Type: "a whole number"
        case is String.Type: "a text"
        case is Bool.Type: "true or false"
        default: "a list"
        }
    }

    /// Returns a field's name, and the place in it, in words.
    static func name(_ field: String, _ places: [Int] = []) -> String {
        "the field \"\(field)\"" + (places.isEmpty ? "" : ", place \(places.map(String.init).joined(separator: ", "))")
    }
}
