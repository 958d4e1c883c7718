import Mortality

/// Fields are checked before anything is computed, so that what is wrong is told by its name and place.
extension StatisticsInput {
    /// The upper limit (exclusive) of counts, as everywhere in Vigie's statistics.
    private static let most = 1e9

    /// Checks that only fields are given that the method takes: a field that was ignored in silence would be believed to have been heeded.
    ///
    /// - Throws: `ConsoleError` for a field that the method does not take: what is passed over in silence is taken for heeded.
    func checkNames(of method: StatisticsMethod) throws {
        let taken = method.fields
        for name in self.names where !taken.contains(where: { $0.rawValue == name }) {
            let isKnown = CodingKeys(stringValue: name) != nil
            throw ConsoleError(
                "\(isKnown ? "\(method.rawValue) takes no field" : "there is no field") \"\(name)\": \(method.rawValue) takes \(taken.map(\.rawValue).joined(separator: ", "))"
            )
        }
    }

    /// Returns the value of a field that the method needs; throws `ConsoleError` when it is missing.
    static func needed<Value>(_ value: Value?, _ name: CodingKeys) throws -> Value {
        guard let value else { throw ConsoleError("the field \"\(name.rawValue)\" is missing: see --help for the shape of the input") }
        return value
    }

    /// Checks a condition on a field.
    ///
    /// - Throws: `ConsoleError` that names the field, unless it is as it should be.
    static func check(
        _ isRight: Bool, _ name: CodingKeys, at places: @autoclosure () -> [Int] = [], _ needed: @autoclosure () -> String
    ) throws {
        guard isRight else { throw ConsoleError("\(Self.name(name.rawValue, places())): \(needed())") }
    }

    /// Checks that a field is within bounds, or was left out.
    static func within<Value: Comparable>(_ value: Value?, _ range: ClosedRange<Value>, _ name: CodingKeys) throws {
        guard let value else { return }
        try self.check(range.contains(value), name, "\(value) is not from \(range.lowerBound) to \(range.upperBound)")
    }

    /// Checks that a field is above 0 and below 1, or was left out.
    static func share(_ value: Double?, _ name: CodingKeys) throws {
        guard let value else { return }
        try self.check(value > 0 && value < 1, name, "\(value) is not between 0 and 1")
    }

    /// Checks and returns a list of counts: whole numbers, none negative.
    static func counts(_ list: [Double]?, _ name: CodingKeys) throws -> [Double] {
        let list = try self.needed(list, name)
        for (place, number) in list.enumerated() { try self.count(number, name, [place]) }
        return list
    }

    private static func count(_ number: Double, _ name: CodingKeys, _ places: @autoclosure () -> [Int], from least: Double = 0) throws {
        try self.check(
            number == number.rounded() && number >= least && number < self.most, name, at: places(),
            "\(number) is no whole number from \(Int(least)) to \(Int(self.most) - 1)")
    }

    /// Checks and returns a list of numbers, each of which `isRight` accepts, as many as another field has.
    static func numbers(
        _ list: [Double]?, _ name: CodingKeys, as long: (count: Int, name: CodingKeys)? = nil, where isRight: (Double) -> Bool = { _ in true },
        _ needed: String = ""
    ) throws -> [Double] {
        let list = try self.needed(list, name)
        if let long { try self.check(list.count == long.count, name, "\(list.count) numbers for \(long.count) in \"\(long.name.rawValue)\"") }
        for (place, number) in list.enumerated() { try self.check(isRight(number), name, at: [place], "\(number) is \(needed)") }
        return list
    }

    /// Checks and returns the expected numbers, as many as there are counts.
    static func expected(_ list: [Double]?, for counts: [Double]) throws -> [Double] {
        try self.numbers(list, .expected, as: (counts.count, .counts), where: { $0 > 0 && $0 < self.most }, "not above 0, or too large")
    }

    /// Checks and returns rows of counts or of numbers, all of the same length.
    static func matrix(_ rows: [[Double]]?, _ name: CodingKeys, width: Int, counts: Bool) throws -> [[Double]] {
        let rows = try self.needed(rows, name)
        for (place, row) in rows.enumerated() {
            try self.check(row.count == width, name, at: [place], "\(row.count) areas in a row, for \(width) in \"x\"")
            for (area, number) in row.enumerated() {
                if counts {
                    try self.count(number, name, [place, area])
                } else {
                    try self.check(number >= 0 && number < self.most, name, at: [place, area], "\(number) is negative or too large")
                }
            }
        }
        return rows
    }

    /// Checks and returns new reports by day and delay: whole numbers, negative where deaths were withdrawn, and null at the end of a row.
    static func triangle(_ rows: [[Double?]]?) throws -> [[Double?]] {
        let rows = try self.needed(rows, .triangle)
        let width = rows.first?.count ?? 0
        try self.check(width > 0, .triangle, "at least one row with a number is needed")
        for (day, row) in rows.enumerated() {
            try self.check(row.count == width, .triangle, at: [day], "\(row.count) delays in a row, for \(width) in the first")
            var (known, isOver) = (0.0, false)
            for (delay, number) in row.enumerated() {
                try self.check(
                    number == nil || !isOver, .triangle, at: [day, delay], "a number after null, which says that all later reports are still to come")
                guard let number else {
                    isOver = true
                    continue
                }
                try self.count(number, .triangle, [day, delay], from: 1 - self.most)
                known += number
                try self.check(known >= 0, .triangle, at: [day, delay], "more deaths were withdrawn than had been known")
            }
            try self.check(row[0] != nil, .triangle, at: [day, 0], "the reports of the day itself are missing: 0 where there are none")
        }
        return rows
    }

    /// Checks and returns the neighbours of each area, each named once.
    static func neighbours(_ lists: [[Int]], of areas: Int) throws -> [[Int]] {
        try self.check(lists.count == areas, .neighbours, "\(lists.count) lists for \(areas) areas in \"counts\"")
        for (area, list) in lists.enumerated() {
            var seen: Set<Int> = []
            for (place, neighbour) in list.enumerated() {
                try self.check((0..<areas).contains(neighbour), .neighbours, at: [area, place], "there is no area \(neighbour)")
                try self.check(neighbour != area, .neighbours, at: [area, place], "area \(area) is no neighbour of itself")
                try self.check(seen.insert(neighbour).inserted, .neighbours, at: [area, place], "area \(neighbour) is named twice")
            }
        }
        return lists
    }

    /// Reads one ISO day for each count.
    static func dates(_ texts: [String], for counts: [Double]) throws -> [CivilDay] {
        try self.check(texts.count == counts.count, .dates, "\(texts.count) dates for \(counts.count) counts")
        return try texts.enumerated().map { place, text in
            do throws(Rejection) {
                return try CivilDay(iso: text)
            } catch {
                throw ConsoleError("\(Self.name(CodingKeys.dates.rawValue, [place])): \"\(text)\" is \(error.reason)")
            }
        }
    }
}
