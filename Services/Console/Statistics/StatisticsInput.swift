import Foundation

/// What an analyst asks: one JSON object; each method takes some of its fields. Places in series count from 0.
struct StatisticsInput: Decodable {
    var counts: [Double]?
    var expected: [Double]?
    /// By period, the oldest first, then by area.
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

    /// Reads a file.
    init(file: String) throws {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: file))
        } catch {
            throw ConsoleError("\(file) cannot be read: give a file with one JSON object")
        }
        do {
            self = try JSONDecoder().decode(StatisticsInput.self, from: data)
        } catch {
            throw ConsoleError("\(file) is not one JSON object with the fields that --help names: \(error)")
        }
    }

    /// A field that the method cannot do without.
    static func needed<Value>(_ value: Value?, _ name: String) throws -> Value {
        guard let value else { throw ConsoleError("the field \"\(name)\" is missing: see --help for the shape of the input") }
        return value
    }
}
