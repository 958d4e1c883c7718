import Mortality

/// Turns the fields of one message into values of the domain; each failure names the message and the field.
struct FieldReader {
    let message: String

    func value<Value>(_ field: String, _ read: () throws(Rejection) -> Value) throws(ContractError) -> Value {
        do {
            return try read()
        } catch {
            throw self.error(field, error.reason)
        }
    }

    func commune(_ field: String, _ text: String) throws(ContractError) -> CommuneCode {
        try self.value(field) { () throws(Rejection) in try CommuneCode(text) }
    }

    func department(_ field: String, _ text: String) throws(ContractError) -> DepartmentCode {
        try self.value(field) { () throws(Rejection) in try DepartmentCode(text) }
    }

    func day(_ field: String, _ days: Int32) throws(ContractError) -> CivilDay {
        try self.value(field) { () throws(Rejection) in try CivilDay(daysSinceEpoch: Int(days)) }
    }

    /// Reads a value of a closed list; 0 and numbers that this version does not know are errors, never a default.
    func numbered<Value: Numbered>(_ field: String, _ raw: Int) throws(ContractError) -> Value {
        guard let number = Int16(exactly: raw), let value = Value(number: number) else {
            throw self.error(field, "\(raw) is no value that this version knows")
        }
        return value
    }

    /// Reads a value of a closed list; 0 stands for "not given".
    func optional<Value: Numbered>(_ field: String, _ raw: Int) throws(ContractError) -> Value? {
        if raw == 0 { return nil }
        return try self.numbered(field, raw)
    }

    /// Reads a finite number that is not so large that arithmetic or a conversion could overflow.
    func finite(_ field: String, _ number: Double) throws(ContractError) -> Double {
        guard number.isFinite else { throw self.error(field, "not a finite number") }
        guard number.magnitude <= Self.largest else { throw self.error(field, "beyond any measure") }
        return number
    }

    /// Reads a finite number that is not negative.
    func amount(_ field: String, _ number: Double) throws(ContractError) -> Double {
        let amount = try self.finite(field, number)
        guard amount >= 0 else { throw self.error(field, "negative") }
        return amount
    }

    /// Reads the days between two events as rare. Events that are rarer than anything that is measured are as rare as that: older versions
    /// wrote such numbers as they came out of the computation.
    func interval(_ field: String, _ days: Double) throws(ContractError) -> Double { try self.amount(field, min(days, Self.largest)) }

    /// Reads a part of a whole, 0 to 1.
    func share(_ field: String, _ number: Double) throws(ContractError) -> Double {
        let share = try self.finite(field, number)
        // A sum of parts may miss the whole by the last digit.
        guard (-1e-9...1 + 1e-9).contains(share) else { throw self.error(field, "not a share from 0 to 1") }
        return min(1, max(0, share))
    }

    /// Reads a count, no larger than the tables hold.
    func count(_ field: String, _ number: UInt32, atMost most: Int = Int(Int32.max)) throws(ContractError) -> Int {
        guard Int(number) <= most else { throw self.error(field, "more than \(most)") }
        return Int(number)
    }

    /// Reads a version, no larger than the tables hold.
    func version(_ number: UInt64) throws(ContractError) -> UInt64 {
        guard number <= UInt64(Int64.max) else { throw self.error("version", "out of bounds") }
        return number
    }

    /// Reads an instant in microseconds since 1970, UTC.
    func instant(_ field: String, _ microseconds: Int64) throws(ContractError) -> Instant {
        try self.value(field) { () throws(Rejection) in try Instant(sent: microseconds) }
    }

    /// Reads an instant; 0 stands for "not given".
    func optionalInstant(_ field: String, _ microseconds: Int64) throws(ContractError) -> Instant? {
        microseconds == 0 ? nil : try self.instant(field, microseconds)
    }

    /// Reads the 16 bytes of a UUID.
    func identifier<Subject>(_ field: String, _ bytes: some Collection<UInt8>) throws(ContractError) -> Identifier<Subject> {
        guard bytes.count == 16 else { throw self.error(field, "not 16 bytes") }
        return try self.value(field) { () throws(Rejection) in try Identifier(bytes: Array(bytes)) }
    }

    /// Reads words for people, or a name. Zero bytes are refused, since PostgreSQL's text holds none.
    func text(_ field: String, _ text: String, atMost most: Int = FieldReader.longestText) throws(ContractError) -> String {
        guard text.utf8.count <= most else { throw self.error(field, "more than \(most) bytes") }
        guard !text.utf8.contains(0) else { throw self.error(field, "holds a zero byte") }
        return text
    }

    func error(_ field: String, _ reason: String) -> ContractError { ContractError(message: self.message, field: field, reason: reason) }

    /// The largest number that anything is measured in here.
    static let largest = 1e15
    /// The most bytes of a text: an explanation has some hundred words, and nothing is longer.
    static let longestText = 64 << 10
}
