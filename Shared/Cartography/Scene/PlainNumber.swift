/// Writes numbers as machines read them.
enum PlainNumber {
    /// Writes a number with a point, no groups, and at most two decimals.
    static func text(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e9 else { return "0" }
        let hundredths = Int((value * 100).rounded())
        let sign = hundredths < 0 ? "-" : ""
        let (whole, fraction) = (hundredths.magnitude / 100, hundredths.magnitude % 100)
        if fraction == 0 { return "\(sign)\(whole)" }
        return fraction % 10 == 0 ? "\(sign)\(whole).\(fraction / 10)" : "\(sign)\(whole).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
