import Mortality

/// Turns the fields of one message into values of the domain; each failure names the message and the field.
struct FieldReader {
    let message: String

    func value<Value>(_ field: String, _ read: () throws(Rejection) -> Value) throws(ContractError) -> Value {
        do {
            return try read()
        } catch {
            throw ContractError(message: self.message, field: field, reason: error.reason)
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

    /// A value of a closed list; 0 and numbers that this version does not know are errors, never a default.
    func numbered<Value: Numbered>(_ field: String, _ raw: Int) throws(ContractError) -> Value {
        guard let number = Int16(exactly: raw), let value = Value(number: number) else {
            throw ContractError(message: self.message, field: field, reason: "\(raw) is no value that this version knows")
        }
        return value
    }

    /// As `numbered`, but 0 is "not given".
    func optional<Value: Numbered>(_ field: String, _ raw: Int) throws(ContractError) -> Value? {
        if raw == 0 { return nil }
        return try self.numbered(field, raw)
    }

    func finite(_ field: String, _ number: Double) throws(ContractError) -> Double {
        guard number.isFinite else { throw ContractError(message: self.message, field: field, reason: "not a finite number") }
        return number
    }
}
