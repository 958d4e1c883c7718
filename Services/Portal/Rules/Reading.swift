import Hummingbird
import Mortality
import Runtime

/// What a request of the read API asks for, checked: who asks, which department, which day.
struct Reading: Sendable {
    let reference: ReferenceSnapshot
    let key: KeyRecord
    let clock: ZoneClock

    /// - Throws: `Problem`: 503 before keys are loaded, 401 without a valid key, 403 for one that may not read.
    init(_ request: Request, _ feed: ReferenceFeed, _ clock: ZoneClock) throws(Problem) {
        try self.init(request, feed.snapshot, clock)
    }

    /// The same with a reference list that is there, or not yet.
    init(_ request: Request, _ reference: ReferenceSnapshot?, _ clock: ZoneClock) throws(Problem) {
        guard let reference else { throw .unavailable("keys are not loaded yet") }
        self.key = try Bearer.record(of: request, in: reference.keys)
        guard self.key.mayRead else { throw .forbidden("the key has no scope `read`") }
        self.reference = reference
        self.clock = clock
    }

    var scope: Scope { self.key.scope }

    /// From where the key's bearer looks at a department.
    func viewer(of department: DepartmentCode) -> Viewer { self.key.viewer(of: department) }

    /// The department that a code names.
    ///
    /// - Throws: `Problem`: 404 for a code that is not open here, 403 outside the key's reach.
    func department(_ code: String?) throws(Problem) -> DepartmentEntry {
        guard let code, let department = try? DepartmentCode(code) else {
            throw .notFound("no department has the code \((code ?? "").prefix(10))")
        }
        guard self.scope.contains(department) else { throw .forbidden("the key may not read department \(department)") }
        guard let entry = self.reference.departments[department] else { throw .notFound("department \(department) is not open here") }
        return entry
    }

    /// The day that a parameter names, or today in the department.
    ///
    /// - Throws: `Problem`, 422.
    func day(_ request: Request, _ parameter: Substring, in entry: DepartmentEntry) throws(Problem) -> CivilDay {
        try self.optionalDay(request, parameter) ?? self.clock.today(in: entry.zone)
    }

    func optionalDay(_ request: Request, _ parameter: Substring) throws(Problem) -> CivilDay? {
        guard let text = request.uri.queryParameters[parameter] else { return nil }
        do {
            return try CivilDay(iso: String(text))
        } catch {
            throw .notAdmitted(field: String(parameter), reason: error.reason)
        }
    }

    /// A whole number within bounds, or the default.
    ///
    /// - Throws: `Problem`, 422.
    static func number(_ request: Request, _ parameter: Substring, default standard: Int, in range: ClosedRange<Int>) throws(Problem) -> Int {
        guard let text = request.uri.queryParameters[parameter] else { return standard }
        guard let number = Int(text), range.contains(number) else {
            throw .notAdmitted(field: String(parameter), reason: "not a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
