import Mortality

extension DelimitedFile {
    /// What `make` makes; when it refuses, an error with the line.
    func valid<Value>(_ make: () throws(Rejection) -> Value) throws(ConsoleError) -> Value {
        do { return try make() } catch { throw self.error("\(error)") }
    }

    /// A count from 0.
    func count(_ text: String) throws(ConsoleError) -> Int {
        guard let number = Int(text), number >= 0, number <= Int32.max else { throw self.error("\"\(text)\" is no count") }
        return number
    }

    /// A decimal number, or nil for nothing.
    func number(_ text: String) throws(ConsoleError) -> Double? {
        if text.isEmpty { return nil }
        guard let number = Double(text), number.isFinite else { throw self.error("\"\(text)\" is no number") }
        return number
    }

    /// A day as `2020-04-01`.
    func day(_ text: String) throws(ConsoleError) -> CivilDay {
        try self.valid { () throws(Rejection) in try CivilDay(iso: text) }
    }
}
