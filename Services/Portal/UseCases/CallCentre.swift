import Accounts
import Hummingbird
import LiveCopies
import Mortality
import Runtime
import Web

/// What those who telephone communes see and do, each under the rule of `Access` that allows it.
struct CallCentre: Sendable {
    let people: People
    let figures: any Figures

    // MARK: Who, and where

    /// Returns the person who asks, if they may telephone communes.
    ///
    /// - Throws: `Problem`, 403 for who telephones no commune.
    static func caller(_ context: WebContext) throws(Problem) -> Person {
        let person = try context.signedIn()
        guard !person.access.calls.isEmpty else { throw .forbidden("you do not telephone communes") }
        return person
    }

    /// Returns the department that a code names.
    ///
    /// - Throws: `Problem`: 404 for a code that is not open here, 403 for one whose communes they do not telephone.
    static func department(_ code: String?, for person: Person, _ context: WebContext) throws(Problem) -> DepartmentEntry {
        let reference = try context.visit().reference
        guard let code, let department = try? DepartmentCode(code) else {
            throw .notFound("no department has the code \((code ?? "").prefix(10))")
        }
        guard person.access.mayCall(in: department) else { throw .forbidden("you do not telephone communes of department \(department)") }
        guard let entry = reference.departments[department] else { throw .notFound("department \(department) is not open here") }
        return entry
    }

    /// Returns the commune of today that a code leads to, and its department.
    ///
    /// - Throws: `Problem`: 404 for a code that is none, 403 for one elsewhere.
    static func commune(_ code: String?, for person: Person, _ context: WebContext) throws(Problem) -> (CommuneEntry, DepartmentEntry) {
        let reference = try context.visit().reference
        guard let code, let asked = try? CommuneCode(code) else { throw .notFound("no commune has the code \((code ?? "").prefix(10))") }
        guard person.access.mayCall(in: asked.department) else {
            throw .forbidden("you do not telephone communes of department \(asked.department)")
        }
        let commune = reference.today(asked.municipality)
        guard let department = reference.departments[commune.department], person.access.mayCall(in: commune.department),
            let entry = department.communes.first(where: { $0.code == commune })
        else { throw .notFound("there is no commune \(asked) in the reference list") }
        return (entry, department)
    }

    // MARK: Looking

    /// Returns how far each commune of a department has come, in the order of their names.
    func standings(in department: DepartmentEntry) async throws -> [CommuneStanding] {
        if let absence = self.figures.absence { throw Problem.unavailable(absence, retryAfter: 2) }
        let clerks = Self.ofToday(try await self.people.calls.clerks(in: department.code), department) { $0.with($1) }
        let contacts = try await self.people.contacts.contacts(of: department.code)
        let calls = Self.ofToday(try await self.people.calls.lastCalls(in: department.code), department) { $0.at < $1.at ? $1 : $0 }
        let declarations = self.declarations(in: department)
        return department.communes.map { commune in
            CommuneStanding(
                commune, clerks: clerks[commune.code] ?? .nobody, lastDeclarationAt: declarations[commune.code], contact: contacts[commune.code],
                lastCall: calls[commune.code], zone: department.zone, clock: self.people.clock)
        }.sorted(by: CommuneStanding.isBefore)
    }

    /// Returns how far one commune of a department has come.
    ///
    /// - Parameter codes: Those that its past stands under.
    func standing(of commune: CommuneEntry, _ codes: Set<CommuneCode>, in department: DepartmentEntry) async throws -> CommuneStanding {
        if let absence = self.figures.absence { throw Problem.unavailable(absence, retryAfter: 2) }
        let clerks = try await self.people.calls.clerks(of: codes)
        let contact = try await self.people.contacts.contact(of: commune.code)
        let call = try await self.people.calls.history(of: codes, limit: 1).first
        let declaredAt = self.figures.read { counts, _ in codes.compactMap { counts.lastReceivedAt(from: $0) }.max() }
        return CommuneStanding(
            commune, clerks: clerks, lastDeclarationAt: declaredAt, contact: contact, lastCall: call,
            zone: department.zone, clock: self.people.clock)
    }

    /// Returns when each commune last declared, out of the copy of the counts.
    private func declarations(in department: DepartmentEntry) -> [CommuneCode: Instant] {
        let known = self.figures.read { counts, _ in
            (department.communes + department.closed).reduce(into: [CommuneCode: Instant]()) { known, commune in
                known[commune.code] = counts.lastReceivedAt(from: commune.code)
            }
        }
        return Self.ofToday(known, department) { max($0, $1) }
    }

    /// Regroups values by the communes of today: those of an arrondissement under its municipality, those of a former commune under the one
    /// that it is part of.
    private static func ofToday<Value>(
        _ known: [CommuneCode: Value], _ department: DepartmentEntry, adding: (Value, Value) -> Value
    ) -> [CommuneCode: Value] {
        let whole = known.reduce(into: [CommuneCode: Value]()) { whole, one in
            let code = one.key.municipality
            whole[code] = whole[code].map { adding($0, one.value) } ?? one.value
        }
        return department.ofToday(whole, adding: adding)
    }

    /// Returns the codes that a commune's past is stored under.
    static func codes(of commune: CommuneEntry, in department: DepartmentEntry, _ reference: ReferenceSnapshot?) -> Set<CommuneCode> {
        Set(department.closed.map(\.code).filter { reference?.today($0) == commune.code } + [commune.code] + commune.code.arrondissements)
    }

    /// Returns the accounts of a commune's clerks that are not closed; they must still be checked against what the asker may see.
    func clerks(of codes: Set<CommuneCode>) async throws -> [Account] {
        var found: [AccountID: Account] = [:]
        for code in codes.sorted() {
            let filter = AccountFilter(territory: .commune(code), role: .clerk)
            for account in try await self.people.accounts.list(filter, limit: 50) where account.disabledAt == nil { found[account.id] = account }
        }
        return found.values.sorted { $0.login < $1.login }
    }

    // MARK: Doing

    /// Stores a call.
    ///
    /// - Throws: `Rejection` for an hour that cannot be; `Problem`, 409, where another call has its id.
    func note(
        _ id: CallID, to commune: CommuneCode, at instant: Instant, _ outcome: CallOutcome, by person: Person, from origin: RequestOrigin
    ) async throws -> Call {
        let call = try Call(
            id: id, commune: commune, at: instant, outcome: outcome, now: self.people.clock.instant)
        guard try await self.people.calls.note(call, of: person.account, by: origin.author(person.account)) != .taken else {
            throw Problem.conflict("another call has this id")
        }
        return call
    }

    /// Writes into the audit that a person downloads the list of communes; to be called before the file is sent.
    func takenOut(of department: DepartmentCode, _ query: String?, by person: Person, from origin: RequestOrigin) async throws {
        try await self.people.audit.write(
            AuditNote(.callsExported, by: origin.author(person.account), on: "department:\(department)", detail: query))
    }
}
