import Judging
import Mortality
import Surveillance

/// A day of the nation, evaluated at all levels on two threads.
///
/// Of each department: EuroMOMO's baseline fitted and seven days held against it, Farrington's method on the same days, both
/// with seven days that are corrected for delay; every commune's Farrington; the probability of an excess in every commune;
/// the sequential scan of a year with the communes across the borders. Then the gate down the tree.
struct NationalDay {
    struct Outcome: Sendable {
        var judged = 0
        var communes = 0
        var scans = 0
        var rejected = 0
        var excess = 0
    }

    private struct Piece: Sendable {
        let branch: TreeGate.Branch
        let communes: Int
        let excess: Int
        let isJudged: Bool
        let interval: Double?
    }

    let nation: Nation
    let design: FarringtonDesign
    let sampling: ScanSampling

    init(nation: Nation, sampling: ScanSampling) throws {
        self.nation = nation
        self.sampling = sampling
        self.design = try Nation.design()
    }

    func run() async throws -> Outcome {
        let pieces = try await withThrowingTaskGroup(of: Piece.self) { group in
            var waiting = self.nation.departments[...]
            var pieces: [Piece] = []
            // Two at a time, whatever the machine has.
            for _ in 0..<2 { self.start(waiting.popFirst(), in: &group) }
            while let piece = try await group.next() {
                pieces.append(piece)
                self.start(waiting.popFirst(), in: &group)
            }
            return pieces
        }
        let decisions = try TreeGate().decisions(pieces.map(\.branch))
        return Outcome(
            judged: pieces.count { $0.isJudged }, communes: pieces.reduce(0) { $0 + $1.communes },
            scans: pieces.count { $0.interval != nil }, rejected: decisions.count { $0.isRejected },
            excess: pieces.reduce(0) { $0 + $1.excess })
    }

    private func start(_ department: Nation.Department?, in group: inout ThrowingTaskGroup<Piece, any Error>) {
        guard let department else { return }
        group.addTask { try self.evaluate(department) }
    }

    private func evaluate(_ department: Nation.Department) throws -> Piece {
        let own = department.places.prefix(department.own)
        let days = try self.days(own)
        let last = try CivilDay(iso: Nation.lastDay)
        // Five years of weeks that end with the judged one, spread evenly over their days.
        var history: [CivilDay: Int] = [:]
        for (week, deaths) in days.weekly.enumerated() {
            for day in 0..<7 { history[last.advanced(by: -7 * (days.weekly.count - week) + 1 + day)] = (Int(deaths) + day) / 7 }
        }
        let baseline = try DepartmentHistory(days: history).baseline(for: last)
        let week = ReportedWeek(
            days.lastWeek.map { ReportedDay(deaths: $0, reports: 1, population: 1, coming: 0.4, comingVariance: 0.8) }, population: 1)
        let judgement = Judge().judge(week, endingOn: last, against: baseline)
        let farrington = try FarringtonFlexible.judge(days.weekly, design: self.design)

        var leaves: [Double?] = []
        var evaluated = 0
        for place in own {
            let counts = self.nation.weekly[place]
            let verdict = try? FarringtonFlexible.judge(counts, design: self.design)
            evaluated += 1
            let recent = counts.suffix(4).reduce(0, +)
            leaves.append(TreeGate.isEligible(deathsIn28Days: recent, isInCluster: false) ? verdict?.pValue : nil)
        }
        let excess = try self.excess(own)
        let scan = try SpaceTimeScan(
            self.nation.daily.map { row in department.places.map { Double(row[$0]) } }, zones: department.zones,
            longest: ScannedDepartment.longest, statistic: .permutation)
        let cluster = try scan.clusters(mostExpected: ScannedDepartment.share, sampling: self.sampling).first
        return Piece(
            branch: TreeGate.Branch(pValue: farrington.pValue, leaves: leaves), communes: evaluated, excess: excess,
            isJudged: judgement.score != nil, interval: cluster?.recurrenceInterval())
    }

    private func days(_ own: ArraySlice<Int>) throws -> (weekly: [Double], lastWeek: [Int]) {
        let weekly = (0..<Nation.weeks).map { week in own.reduce(0) { $0 + self.nation.weekly[$1][week] } }
        let lastWeek = self.nation.daily.suffix(7).map { row in own.reduce(0) { $0 + Int(row[$1]) } }
        return (weekly, lastWeek)
    }

    /// How many communes have an excess of at least probable strength in 28 days.
    private func excess(_ own: ArraySlice<Int>) throws -> Int {
        let inhabited = own.filter { self.nation.expected[$0] > 0 }
        let counts = inhabited.map { self.nation.weekly[$0].suffix(4).reduce(0, +) }
        let expected = inhabited.map { 4 * self.nation.expected[$0] }
        let prior = try RatioPrior(counts, expected: expected)
        return try zip(counts, expected).count { try prior.posterior(of: $0, expected: $1).excess != .unremarkable }
    }
}
