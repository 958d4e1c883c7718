import Formats
import Mortality
import Reference

/// The communes of a department that declare in a replay, and the rule by which a day's deaths are allocated to them.
struct ReplayGround: Sendable {
    let department: DepartmentCode
    /// The communes in the order of their codes; arrondissements declare through their commune.
    let communes: [CommuneCode]
    private let populations: WeightedDraw

    /// Chooses the communes that declare among those whose population is given.
    ///
    /// - Parameter populations: of the communes.
    init(department: DepartmentCode, populations: [CommuneCode: Int]) {
        let known = populations.filter { !$0.key.isArrondissement }.sorted { $0.key < $1.key }
        self.department = department
        self.communes = known.map(\.key)
        self.populations = WeightedDraw(known.map { Double($0.value) })
    }

    /// How many of the day's deaths each commune had, in the order of `communes`: each death falls to a commune by a draw in
    /// proportion to population, so that together they are a multinomial draw.
    ///
    /// The first deaths of a day fall to the same communes however many follow: a total that grows only adds to what was
    /// allocated before.
    ///
    /// - Throws: `ConsoleError` when nobody lives in the department.
    func allocate(_ deaths: Int, on day: CivilDay, seed: UInt64) throws(ConsoleError) -> [Int] {
        var random = SeededGenerator(seed, 11, Self.number(self.department.text), UInt64(bitPattern: Int64(day.daysSinceEpoch)))
        var counts = [Int](repeating: 0, count: self.communes.count)
        for _ in 0..<deaths {
            guard let place = self.populations.draw(&random) else {
                throw ConsoleError("the communes of department \(self.department) have no inhabitants: nothing can be allocated to them")
            }
            counts[place] += 1
        }
        return counts
    }

    /// Returns the id of what a commune declares for a day, a UUID of version 8 (RFC 9562, section 5.8). It is always the same, so that a
    /// replay that is run again changes nothing.
    ///
    /// - Throws: `Rejection`, which the bits of the version rule out.
    func id(of commune: CommuneCode, on day: CivilDay, seed: UInt64) throws(Rejection) -> DeclarationID {
        var random = SeededGenerator(
            seed, 12, Self.number(self.department.text), UInt64(bitPattern: Int64(day.daysSinceEpoch)), Self.number(commune.text))
        var bytes: [UInt8] = []
        for _ in 0..<2 {
            let word = random.next()
            for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
        }
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        return try DeclarationID(bytes: bytes)
    }

    /// Returns a code as a number: its characters, at most eight, as big-endian bytes.
    private static func number(_ code: String) -> UInt64 { code.utf8.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
