import Foundation

/// One figure of a run, beside what it should be and what the machine itself can do; the same JSON as `bench`'s.
struct Figure: Codable {
    let name: String
    let value: Double
    let unit: String
    /// What the figure should reach, and whether more is better.
    var target: Double?
    var isMoreBetter = false
    /// A limit of this machine, measured in the same run, and the figure's ratio to it.
    var limit: String?
    var ratio: Double?
    /// Standard error of a share that was counted, in the same unit, and whatever else belongs to the figure.
    var standardError: Double?
    var note: String?

    /// Whether the target is met; nothing where there is none.
    var isMet: Bool? { self.target.map { self.isMoreBetter ? self.value >= $0 : self.value <= $0 } }

    /// One line: name, value, unit, target, and how many times the limit.
    var text: String {
        var text = self.name.padding(toLength: max(88, self.name.count), withPad: " ", startingAt: 0)
        let number = Self.number(self.value)
        text += String(repeating: " ", count: max(1, 10 - number.count)) + number
        if let standardError { text += " ± " + String(format: "%.2g", standardError) }
        text += " " + self.unit
        if let target, let isMet { text += "  \(self.isMoreBetter ? "≥" : "≤") \(Self.number(target)) \(isMet ? "met" : "MISSED")" }
        if let limit, let ratio { text += "  \(Self.number(ratio)) × \(limit)" }
        if let note { text += "  (\(note))" }
        return text
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() || value >= 100
            ? String(format: "%.0f", value) : value >= 0.1 ? String(format: "%.2f", value) : String(format: "%.2g", value)
    }
}
