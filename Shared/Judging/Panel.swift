package import Mortality

/// The communes whose deaths are compared with their own expectation: those that told, zeros included, of most of the 28 days before
/// the seven that are judged.
///
/// Who has a death declares first, so whoever declared of the judged days is no measure of how many were to be expected: the
/// panel is chosen by earlier days alone, and a member that is silent on the judged days keeps its expectation. What is late
/// of it is the delay's to tell.
package struct Panel: Hashable, Sendable {
    /// How many days the panel is chosen by.
    package static let span = 28
    /// The least number of these days for which a member of the panel declared: more than half.
    package static let most = 15
    /// Which part of what the department expects the panel must hold to stand for it.
    package static let least = 0.8

    package let members: PlaceSet
    /// How many communes the panel has.
    package let communes: Int
    /// Which part of what the department expects its communes expect, 0 to 1.
    package let share: Double

    /// Whether the panel stands for the department.
    package var isEnough: Bool { self.share >= Self.least - 1e-9 }

    /// Chooses the panel by which one day is judged, with the six before it.
    package init(for day: CivilDay, of declared: DeclaredDays) {
        self = Self.panels(for: [day], of: declared)[day] ?? Panel(members: [], of: declared)
    }

    init(members: [Int], of declared: DeclaredDays) {
        self.members = PlaceSet(members)
        self.communes = members.count
        self.share = min(1, members.reduce(0) { $0 + declared.shares[$1] })
    }

    /// Chooses the panels by which days are judged, each with the six before it.
    package static func panels(for days: some Collection<CivilDay>, of declared: DeclaredDays) -> [CivilDay: Panel] {
        // On how many of the days before the seven of `counted` each commune told.
        var told = [Int](repeating: 0, count: declared.communes.count)
        var counted: CivilDay?
        func count(_ day: CivilDay, _ step: Int) {
            declared.days[day]?.told.forEach { told[$0] += step }
        }
        return days.sorted().reduce(into: [:]) { panels, day in
            if let last = counted, last.distance(to: day) == 1 {
                count(day.advanced(by: -7), 1)
                count(day.advanced(by: -7 - Self.span), -1)
            } else {
                told = [Int](repeating: 0, count: told.count)
                for back in 7..<(7 + Self.span) { count(day.advanced(by: -back), 1) }
            }
            counted = day
            panels[day] = Panel(members: told.indices.filter { told[$0] >= Self.most && declared.shares[$0] > 0 }, of: declared)
        }
    }
}
