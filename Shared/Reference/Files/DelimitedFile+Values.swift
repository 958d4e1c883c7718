import Mortality

extension DelimitedFile {
    /// Returns what `make` makes; where it refuses, throws an error that names the line.
    func valid<Value>(_ make: () throws(Rejection) -> Value) throws(ReferenceError) -> Value {
        do { return try make() } catch { throw self.error("\(error)") }
    }

    func commune(_ text: String) throws(ReferenceError) -> CommuneCode {
        try self.valid { () throws(Rejection) in try CommuneCode(OfficialCode.commune(text)) }
    }

    func department(_ text: String) throws(ReferenceError) -> DepartmentCode {
        try self.valid { () throws(Rejection) in try DepartmentCode(OfficialCode.department(text)) }
    }

    /// Reads a count from 0. `12.0` is one too, as programs write whole numbers that may be missing.
    func count(_ text: String) throws(ReferenceError) -> Int {
        let plain = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        guard let number = Int(plain), number >= 0, number <= Int32.max else { throw self.error("\"\(text.prefix(40))\" is no count") }
        return number
    }

    /// Reads a decimal number; `nil` for an empty value.
    func number(_ text: String) throws(ReferenceError) -> Double? {
        if text.isEmpty { return nil }
        let plain = text.contains(",") && !text.contains(".") ? String(text.map { $0 == "," ? "." : $0 }) : text
        guard let number = Double(plain), number.isFinite else { throw self.error("\"\(text.prefix(40))\" is no number") }
        return number
    }

    /// Reads a day written `2020-04-01`.
    func day(_ text: String) throws(ReferenceError) -> CivilDay {
        guard let day = try self.knownDay(text) else { throw self.error("\"\(text)\" is no day: 00 stands where it is not known") }
        return day
    }

    /// Reads a day written `2020-04-01` or `01/04/2020`; `nil` where month or day is 00, which is how INSEE writes what is not known.
    func knownDay(_ text: String) throws(ReferenceError) -> CivilDay? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let iso =
            parts.count == 3 && parts[2].utf8.count == 4 ? parts.reversed().map { $0.utf8.count == 1 ? "0\($0)" : String($0) }.joined(separator: "-") : text
        let fields = iso.split(separator: "-", omittingEmptySubsequences: false)
        if fields.count == 3, fields[0].utf8.count == 4, fields[1] == "00" || fields[2] == "00" {
            let isNumber = fields.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } && (1...4).contains($0.utf8.count) }
            if isNumber { return nil }
        }
        return try self.valid { () throws(Rejection) in try CivilDay(iso: iso) }
    }
}
