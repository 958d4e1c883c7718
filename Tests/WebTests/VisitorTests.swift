import Accounts
import Mortality
import TestBench
import Testing

@testable import Web

@Suite("The same questions to everybody")
struct VisitorTests {
    private func key(_ reach: KeyRecord.Reach, read: Bool = true, write: Bool = true, alert: Bool = false, backdate: Bool = false) -> Visitor {
        .key(KeyRecord(id: "0a1b2c3d", hash: [], reach: reach, mayRead: read, mayWrite: write, mayBackdate: backdate, mayAlert: alert))
    }

    private func person(_ role: Role, _ territory: Territory) throws -> Visitor { .person(Given.person([try Grant(role, territory)])) }

    private func bearer(_ commune: CommuneCode, _ standing: Standing = .own) -> Visitor {
        .bearer(.init(key: TokenKeyID(), account: AccountID(), commune: commune, standing: standing, issuedAt: 0, expiresAt: 1))
    }

    private func visit(_ visitor: Visitor, successors: [CommuneCode: CommuneCode] = [:]) throws -> Visit {
        let (vannes, lorient) = (try Given.vannes, try Given.lorient)
        let closedOn = try CivilDay(iso: "2027-01-01")
        func entry(_ code: CommuneCode, closedOn: CivilDay? = nil) -> CommuneEntry {
            CommuneEntry(code: code, name: code.text, population: 1, zone: "Europe/Paris", closedOn: closedOn)
        }
        let communes = [entry(vannes), entry(lorient, closedOn: successors.isEmpty ? nil : closedOn)]
        return Visit(
            visitor: visitor,
            reference: ReferenceSnapshot(
                version: 1,
                departments: [DepartmentEntry(code: try Given.morbihan, name: "Morbihan", zone: "Europe/Paris", communes: communes, successors: successors)],
                successors: successors, keys: KeyRing()))
    }

    @Test("A key declares as far as it reaches, a token for its commune, a person for none")
    func declaring() throws {
        let (vannes, lorient, paris, fourth) = (try Given.vannes, try Given.lorient, try CommuneCode("75056"), try CommuneCode("75104"))
        func mayDeclare(_ visitor: Visitor, _ commune: CommuneCode) throws -> Bool { try self.visit(visitor).mayDeclare(for: commune) }
        for commune in [vannes, lorient, paris, fourth] { #expect(try mayDeclare(self.key(.all), commune)) }
        let department = self.key(.department(try Given.morbihan))
        #expect(try mayDeclare(department, vannes) && mayDeclare(department, lorient) && !mayDeclare(department, paris))
        for visitor in [self.key(.commune(vannes)), self.bearer(vannes), self.bearer(vannes, .onBehalf)] {
            #expect(try mayDeclare(visitor, vannes) && !mayDeclare(visitor, lorient) && !mayDeclare(visitor, paris))
        }
        for visitor in [self.key(.commune(paris)), self.bearer(paris)] { #expect(try mayDeclare(visitor, fourth) && mayDeclare(visitor, paris)) }
        for visitor in [self.key(.commune(fourth)), self.bearer(fourth)] { #expect(try mayDeclare(visitor, fourth) && !mayDeclare(visitor, paris)) }
        #expect(try !mayDeclare(self.key(.all, write: false), vannes))
        #expect(try !mayDeclare(self.person(.clerk, .commune(vannes)), vannes))
        #expect(try !mayDeclare(self.person(.nationalAdministrator, .nation), vannes))
    }

    @Test("Who declares for a commune that is no more declares for the one it is part of, and the other way round")
    func successors() throws {
        let (vannes, lorient) = (try Given.vannes, try Given.lorient)
        for visitor in [self.key(.commune(lorient)), self.bearer(lorient)] {
            let visit = try self.visit(visitor, successors: [lorient: vannes])
            #expect(visit.mayDeclare(for: vannes) && visit.mayDeclare(for: lorient) && visit.reaches(vannes))
            let paris = try CommuneCode("75056")
            #expect(!visit.mayDeclare(for: paris) && !visit.reaches(paris))
        }
        for visitor in [self.key(.commune(vannes)), self.bearer(vannes)] {
            let visit = try self.visit(visitor, successors: [lorient: vannes])
            #expect(visit.mayDeclare(for: lorient) && visit.reaches(lorient))
        }
        #expect(try !self.visit(self.bearer(lorient)).mayDeclare(for: vannes))
    }

    @Test("A token reads no figure, acts upon nothing and goes back no further than a commune's key")
    func bearers() throws {
        let (vannes, morbihan) = (try Given.vannes, try Given.morbihan)
        let bearer = self.bearer(vannes)
        #expect(bearer.scope.isEmpty && !bearer.mayRead && !bearer.mayRead(morbihan) && bearer.alertScope.isEmpty)
        #expect(!bearer.mayAct && !bearer.mayAct(uponAlertsOf: morbihan) && bearer.actionScope.isEmpty && bearer.viewer(of: morbihan) == .outside)
        #expect(bearer.mayDeclare && !bearer.mayBackdate && bearer.reach == .commune(vannes))
        #expect(try self.visit(bearer).declaringScope == .departments([morbihan]))
        #expect(self.key(.all, backdate: true).mayBackdate)
    }

    @Test("A person sees and does what their access says")
    func people() throws {
        let (morbihan, other, vannes) = (try Given.morbihan, try DepartmentCode("22"), try Given.vannes)
        let officer = try self.person(.prefectureOfficer, .department(morbihan))
        #expect(officer.mayRead(morbihan) && !officer.mayRead(other) && officer.viewer(of: morbihan) == .prefecture && officer.viewer(of: other) == .outside)
        #expect(
            officer.mayAct && officer.mayAct(uponAlertsOf: morbihan) && !officer.mayAct(uponAlertsOf: other) && officer.actionScope == .departments([morbihan]))
        let reader = try self.person(.prefectureReader, .department(morbihan))
        #expect(reader.mayRead(morbihan) && !reader.mayAct && reader.actionScope.isEmpty)
        let national = try self.person(.nationalReader, .nation)
        #expect(national.scope == .all && national.alertScope == .all && !national.mayAct && national.viewer(of: morbihan) == .outside)
        let centre = try self.person(.callCentre, .department(morbihan))
        #expect(centre.mayRead(morbihan) && centre.alertScope.isEmpty)
        for visitor in [
            try self.person(.clerk, .commune(vannes)), try self.person(.operations, .nation), try self.person(.auditor, .nation), .person(Given.person()),
        ] {
            #expect(!visitor.mayRead && !visitor.mayRead(morbihan) && visitor.alertScope.isEmpty && !visitor.mayAct && !visitor.mayDeclare)
        }
        #expect(officer.reach == nil)
        #expect(try self.visit(officer).declaringScope.isEmpty && !self.visit(officer).reaches(vannes))
    }

    @Test("A key sees and does what it did before people came")
    func keys() throws {
        let (morbihan, other) = (try Given.morbihan, try DepartmentCode("22"))
        #expect(self.key(.all, alert: true).viewer(of: morbihan) == .prefecture && self.key(.all).viewer(of: morbihan) == .outside)
        let desk = self.key(.department(morbihan), alert: true)
        #expect(desk.mayAct(uponAlertsOf: morbihan) && !desk.mayAct(uponAlertsOf: other) && desk.viewer(of: morbihan) == .prefecture)
        #expect(desk.actionScope == .departments([morbihan]) && desk.alertScope == .departments([morbihan]))
        let reader = self.key(.department(morbihan))
        #expect(reader.mayRead(morbihan) && !reader.mayAct && reader.actionScope.isEmpty)
        let commune = self.key(.commune(try Given.vannes))
        #expect(commune.mayRead && !commune.mayRead(morbihan) && commune.scope.isEmpty)
        #expect(!self.key(.all, read: false).mayRead && self.key(.all, read: false).scope.isEmpty)
    }
}
