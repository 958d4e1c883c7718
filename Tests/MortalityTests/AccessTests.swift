import Formats
import Mortality
import Testing

@Suite("What a person may do")
struct AccessTests {
    private static func access(_ grants: String...) throws -> Access {
        Access(
            Set(
                try grants.map { text in
                    let words = text.split(separator: " ").map(String.init)
                    return try Grant(role: words[0], territory: words[1])
                }))
    }

    private static let territories = [
        "commune:56260", "commune:56001", "commune:35238", "commune:75056", "commune:75101", "commune:00001", "department:56", "department:35",
        "department:75", "department:00", "department:975", "region:53", "region:11", "zone:ouest", "zone:paris", "nation",
    ]

    /// Every grant of those territories that there can be.
    private static let everyGrant: [Grant] = Role.allCases.flatMap { role in
        territories.compactMap { try? Grant(role: role.rawValue, territory: $0) }
    }

    @Test("With no grant every answer is no, and a session lasts as short as any")
    func nobody() throws {
        let none = Access.none
        for department in DepartmentCode.all {
            #expect(!none.mayRead(department) && !none.mayReadAlerts(of: department) && !none.mayAct(uponAlertsOf: department))
            #expect(!none.mayAdministrate(department) && none.viewer(of: department) == .outside)
        }
        #expect(none.figures.isEmpty && none.alerts.isEmpty && none.administered.isEmpty)
        #expect(none.mayDeclare(for: try CommuneCode("56260")) == nil)
        #expect(none.communes.isEmpty && none.departmentsServed.isEmpty)
        #expect(!none.seesOperations && !none.seesAudit && !none.isNationalAdministrator && !none.needsSecondFactor)
        #expect(none.idleLimit == .seconds(8 * 3_600))
        for grant in Self.everyGrant { #expect(!none.mayGrant(grant)) }
    }

    @Test("Several grants allow what one of them allows, and nothing else")
    func union() throws {
        var random = SeededGenerator(seed: 11)
        let communes = try ["56260", "56001", "35238", "75056", "75101", "75120", "00001", "97501"].map { try CommuneCode($0) }
        for _ in 0..<300 {
            let grants = Set((0..<Int.random(in: 0...4, using: &random)).compactMap { _ in Self.everyGrant.randomElement(using: &random) })
            let whole = Access(grants)
            let parts = grants.map { Access([$0]) }
            for department in DepartmentCode.all {
                #expect(whole.mayRead(department) == parts.contains { $0.mayRead(department) })
                #expect(whole.mayReadAlerts(of: department) == parts.contains { $0.mayReadAlerts(of: department) })
                #expect(whole.mayAct(uponAlertsOf: department) == parts.contains { $0.mayAct(uponAlertsOf: department) })
                #expect(whole.mayAdministrate(department) == parts.contains { $0.mayAdministrate(department) })
                #expect((whole.viewer(of: department) == .prefecture) == parts.contains { $0.viewer(of: department) == .prefecture })
            }
            for commune in communes {
                let standings = parts.compactMap { $0.mayDeclare(for: commune) }
                #expect(whole.mayDeclare(for: commune) == (standings.contains(.own) ? .own : standings.first))
            }
            for grant in Self.everyGrant { #expect(whole.mayGrant(grant) == parts.contains { $0.mayGrant(grant) }) }
            #expect(whole.seesOperations == parts.contains(where: \.seesOperations))
            #expect(whole.seesAudit == parts.contains(where: \.seesAudit))
            #expect(whole.needsSecondFactor == parts.contains(where: \.needsSecondFactor))
            if !parts.isEmpty { #expect(whole.idleLimit == parts.map(\.idleLimit).min()) }
        }
    }

    @Test("The clerk of a city declares for its arrondissements; that of an arrondissement for no other")
    func arrondissements() throws {
        let (paris, first, second) = (try CommuneCode("75056"), try CommuneCode("75101"), try CommuneCode("75102"))
        let city = try Self.access("clerk commune:75056")
        #expect([paris, first, second].map { city.mayDeclare(for: $0) } == [.own, .own, .own])
        let part = try Self.access("clerk commune:75101")
        #expect([paris, first, second].map { part.mayDeclare(for: $0) } == [nil, .own, nil])
    }

    @Test("A clerk who is of the call centre too declares for their own commune as its clerk")
    func both() throws {
        let access = try Self.access("clerk commune:56260", "clerk commune:56001", "call-centre department:56")
        #expect(access.mayDeclare(for: try CommuneCode("56260")) == .own)
        #expect(access.mayDeclare(for: try CommuneCode("56003")) == .onBehalf)
        #expect(access.communes.map(\.text) == ["56001", "56260"])
        #expect(access.departmentsServed.map(\.text) == ["56"])
    }

    // MARK: Other people's accounts

    @Test("An administrator manages accounts of their department only, and none that reaches further")
    func managing() throws {
        let morbihan = try Self.access("prefecture-administrator department:56")
        #expect(morbihan.mayManage(accountWith: try Self.access("clerk commune:56260", "call-centre department:56")))
        #expect(morbihan.mayManage(accountWith: try Self.access("prefecture-administrator department:56")))
        // Whoever may send an invitation anew to one of these signs in as them.
        for further in ["clerk commune:35238", "national-reader nation", "national-administrator nation", "operations nation", "region-reader region:53"] {
            let other = try Self.access("clerk commune:56260", further)
            #expect(!morbihan.mayManage(accountWith: other), "\(further)")
            #expect(!morbihan.mayRenewCode(ofAccountWith: other), "\(further)")
            #expect(morbihan.maySee(accountWith: other), "\(further)")
            #expect(!morbihan.maySee(accountWith: try Self.access(further)), "\(further)")
        }
        #expect(!morbihan.mayManage(accountWith: .none) && !morbihan.maySee(accountWith: .none))
        let nation = try Self.access("national-administrator nation")
        for grant in Self.everyGrant { #expect(nation.mayManage(accountWith: Access([grant])) && nation.maySee(accountWith: Access([grant]))) }
        #expect(nation.mayManage(accountWith: .none))
    }

    @Test("The call centre renews the code of who is nothing but a clerk of its department")
    func renewing() throws {
        let centre = try Self.access("call-centre department:56")
        #expect(centre.mayRenewCode(ofAccountWith: try Self.access("clerk commune:56260", "clerk commune:56001")))
        #expect(!centre.mayManage(accountWith: try Self.access("clerk commune:56260")))
        #expect(!centre.mayRenewCode(ofAccountWith: .none))
        for other in ["clerk commune:35238", "call-centre department:56", "prefecture-reader department:56", "auditor nation"] {
            #expect(!centre.mayRenewCode(ofAccountWith: try Self.access("clerk commune:56260", other)), "\(other)")
        }
        #expect(!(try Self.access("prefecture-officer department:56").mayRenewCode(ofAccountWith: try Self.access("clerk commune:56260"))))
    }

    @Test("Who telephones communes does it in their department: the call centre, officers and administrators of the prefecture; the nation's, in all")
    func calling() throws {
        let morbihan = try DepartmentCode("56")
        for role in Role.allCases {
            let territory =
                role.territories.contains(.department)
                ? "department:56"
                : role == .clerk ? "commune:56260" : role.territories.contains(.nation) ? "nation" : role == .regionReader ? "region:53" : "zone:ouest"
            let access = try Self.access("\(role.rawValue) \(territory)")
            let expected = [Role.callCentre, .prefectureOfficer, .prefectureAdministrator, .nationalAdministrator].contains(role)
            #expect(access.mayCall(in: morbihan) == expected && access.calls.isEmpty == !expected, "\(role)")
            #expect(access.mayCall(in: try DepartmentCode("29")) == (role == .nationalAdministrator), "\(role)")
        }
    }

    @Test("A change is allowed when each grant that comes or goes may be given")
    func changing() throws {
        let morbihan = try Self.access("prefecture-administrator department:56")
        let clerk = try Self.access("clerk commune:56260")
        #expect(morbihan.mayChange(clerk, to: try Self.access("clerk commune:56001")))
        #expect(morbihan.mayChange(.none, to: clerk) && morbihan.mayChange(clerk, to: .none))
        #expect(!morbihan.mayChange(clerk, to: try Self.access("clerk commune:35238")))
        #expect(!morbihan.mayChange(try Self.access("clerk commune:35238"), to: clerk))
        #expect(!morbihan.mayChange(clerk, to: try Self.access("clerk commune:56260", "national-reader nation")))
        // What stays is not asked about.
        let mixed = try Self.access("clerk commune:35238", "clerk commune:56260")
        #expect(morbihan.mayChange(mixed, to: try Self.access("clerk commune:35238", "clerk commune:56001")))
        #expect(!clerk.mayChange(.none, to: clerk))
    }

    @Test("No chain of grants leads an administrator of a department beyond it")
    func closed() throws {
        // What they may give, what those may give, and so on.
        var reached: Set<Grant> = [try Grant(role: "prefecture-administrator", territory: "department:56")]
        while true {
            let next = reached.union(Self.everyGrant.filter(Access(reached).mayGrant))
            if next == reached { break }
            reached = next
        }
        #expect(reached.count == 7)
        for grant in reached { #expect(grant.territory.department?.text == "56", "\(grant)") }
    }

    // MARK: Scope

    @Test("The union of scopes holds what one of them holds")
    func scopes() throws {
        let (a, b) = (Scope.departments([try DepartmentCode("56")]), Scope.departments([try DepartmentCode("35")]))
        #expect(a.union(b) == .departments([try DepartmentCode("35"), try DepartmentCode("56")]))
        #expect(a.union(.all) == .all && Scope.all.union(b) == .all)
        #expect(a.union(.departments([])) == a)
        #expect(Scope.departments([]).isEmpty && !a.isEmpty && !Scope.all.isEmpty)
    }
}
