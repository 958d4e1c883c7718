import Foundation

/// One figure of a run, beside what it should be and what the machine itself can do.
struct Measure: Codable, Sendable {
    let name: String
    let value: Double
    let unit: String
    /// What the figure should reach, and whether more is better.
    var target: Double?
    var isMoreBetter = false
    /// A limit of this machine, measured in the same run, and the figure's ratio to it.
    var limit: String?
    var ratio: Double?

    /// Whether the target is met; nothing where there is none.
    var isMet: Bool? { self.target.map { self.isMoreBetter ? self.value >= $0 : self.value <= $0 } }

    /// One line of the table.
    var text: String {
        var text = self.name.padding(toLength: 72, withPad: " ", startingAt: 0)
        text += String(repeating: " ", count: max(0, 10 - Self.number(self.value).count)) + Self.number(self.value)
        text += " " + self.unit.padding(toLength: 6, withPad: " ", startingAt: 0)
        if let target, let isMet { text += "  \(self.isMoreBetter ? "≥" : "<") \(Self.number(target)) \(isMet ? "met" : "MISSED")" }
        if let limit, let ratio { text += "  \(String(format: "%.2f", ratio)) × \(limit)" }
        return text
    }

    private static func number(_ value: Double) -> String {
        value >= 100 ? String(format: "%.0f", value) : value >= 10 ? String(format: "%.1f", value) : String(format: "%.2f", value)
    }
}
