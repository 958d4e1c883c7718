import Hummingbird
import Mortality
import Runtime
import Web

/// A checked request to the read API: who asks, about which department, and for which day.
struct Reading: Sendable {
    let reference: ReferenceSnapshot
    let visitor: Visitor
    let clock: ZoneClock

    /// Checks that the visitor may read.
    ///
    /// - Throws: `Problem`: 503 before keys are loaded, 401 for somebody unknown, 403 for who may not read.
    init(_ context: WebContext, _ clock: ZoneClock) throws(Problem) {
        let visit = try context.visit()
        guard visit.visitor.mayRead else { throw .forbidden("you may not read figures") }
        self.reference = visit.reference
        self.visitor = visit.visitor
        self.clock = clock
    }

    /// Returns how the visitor relates to a department, which decides what they are told of it.
    func viewer(of department: DepartmentCode) -> Viewer { self.visitor.viewer(of: department) }

    /// Returns the department that a code names.
    ///
    /// - Throws: `Problem`: 404 for a code that is not open here, 403 for one that they may not read.
    func department(_ code: String?) throws(Problem) -> DepartmentEntry {
        guard let code, let department = try? DepartmentCode(code) else {
            throw .notFound("no department has the code \((code ?? "").prefix(10))")
        }
        guard self.visitor.mayRead(department) else { throw .forbidden("you may not read department \(department)") }
        guard let entry = self.reference.departments[department] else { throw .notFound("department \(department) is not open here") }
        return entry
    }

    /// Returns the same request if the visitor may see alerts somewhere: the call centre reads figures, and no alerts.
    ///
    /// - Throws: `Problem`, 403.
    func ofAlerts() throws(Problem) -> Reading {
        guard !self.visitor.alertScope.isEmpty else { throw .forbidden("you may not see alerts") }
        return self
    }

    /// Returns the department that a code names, if the visitor may see its alerts.
    ///
    /// - Throws: `Problem`, as `department`.
    func alerts(of code: String?) throws(Problem) -> DepartmentEntry {
        let entry = try self.department(code)
        guard self.visitor.alertScope.contains(entry.code) else { throw .forbidden("you may not see alerts of department \(entry.code)") }
        return entry
    }

    /// Returns the day that a parameter names, or today in the department.
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

    /// Returns the whole number of a parameter if it is within bounds, or the default.
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
