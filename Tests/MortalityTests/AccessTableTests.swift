import Mortality
import Testing

/// Every role in every territory, and what it answers to every question: the table is the rule, read it first.
@Suite("What each role may do")
struct AccessTableTests {
    /// Where a role is held. `no` where it cannot be.
    private static let places = """
                                 commune  department  region  zone  nation
        clerk                    yes      no          no      no    no
        call-centre              no       yes         no      no    no
        prefecture-reader        no       yes         no      no    no
        prefecture-officer       no       yes         no      no    no
        prefecture-administrator no       yes         no      no    no
        region-reader            no       no          yes     no    no
        defence-zone-reader      no       no          no      yes   no
        partner-reader           no       yes         yes     no    yes
        national-reader          no       no          no      no    yes
        national-administrator   no       no          no      no    yes
        operations               no       no          no      no    yes
        auditor                  no       no          no      no    yes
        """

    /// Asked of 56 (Morbihan, where Plescop, 56260, lies), 35 (the same region), 14 (another region of the same zone), 75
    /// (elsewhere) and 00 (the exercise department).
    ///
    /// figures: whose deaths it reads; alerts: whose alerts; desk: where it looks from the prefecture's desk; acts: upon whose
    /// alerts; keeps: whose accounts; house: o sees operations, a reads the audit; 2nd: needs a second factor; idle: hours.
    private static let answers = """
                                                figures          alerts           desk  acts  keeps            house  2nd  idle
        clerk commune:56260                     -                -                -     -     -                -      no   720
        call-centre department:56               56               -                -     -     -                -      no   720
        prefecture-reader department:56         56               56               56    -     -                -      no   12
        prefecture-officer department:56        56               56               56    56    -                -      no   12
        prefecture-administrator department:56  56               56               56    -     56               -      yes  12
        region-reader region:53                 56+35            56+35            -     -     -                -      no   12
        defence-zone-reader zone:ouest          56+35+14         56+35+14         -     -     -                -      no   12
        partner-reader department:56            56               56               -     -     -                -      no   12
        partner-reader region:53                56+35            56+35            -     -     -                -      no   12
        partner-reader nation                   56+35+14+75+00   56+35+14+75+00   -     -     -                -      yes  12
        national-reader nation                  56+35+14+75+00   56+35+14+75+00   -     -     -                -      yes  8
        national-administrator nation           56+35+14+75+00   56+35+14+75+00   -     -     56+35+14+75+00   -      yes  8
        operations nation                       -                -                -     -     -                o      yes  8
        auditor nation                          -                -                -     -     -                a      yes  8
        """

    /// How it declares: for its own commune 56260, another of the department, one of the next department, one of the exercise.
    private static let declaring = """
                                                56260      56001      35238  00001
        clerk commune:56260                     own        -          -      -
        call-centre department:56               on-behalf  on-behalf  -      -
        prefecture-reader department:56         -          -          -      -
        prefecture-officer department:56        on-behalf  on-behalf  -      -
        prefecture-administrator department:56  -          -          -      -
        region-reader region:53                 -          -          -      -
        defence-zone-reader zone:ouest          -          -          -      -
        partner-reader department:56            -          -          -      -
        partner-reader region:53                -          -          -      -
        partner-reader nation                   -          -          -      -
        national-reader nation                  -          -          -      -
        national-administrator nation           -          -          -      -
        operations nation                       -          -          -      -
        auditor nation                          -          -          -      -
        """

    /// Who may give it, and take it away: the administrator of 56 (p), one of 35 (q), the national one (n). Nobody else gives
    /// anything.
    private static let giving = """
                                                given by
        clerk commune:56260                     p+n
        call-centre department:56               p+n
        prefecture-reader department:56         p+n
        prefecture-officer department:56        p+n
        prefecture-administrator department:56  p+n
        region-reader region:53                 n
        defence-zone-reader zone:ouest          n
        partner-reader department:56            p+n
        partner-reader region:53                n
        partner-reader nation                   n
        national-reader nation                  n
        national-administrator nation           n
        operations nation                       n
        auditor nation                          n
        clerk commune:35238                     q+n
        call-centre department:35               q+n
        partner-reader department:35            q+n
        """

    /// The rows of a table below its head: what each begins with, and its cells. Columns are parted by two spaces or more.
    private static func rows(_ table: String) -> [(name: String, cells: [String])] {
        table.split(separator: "\n").dropFirst().map { line in
            let parts = String(line).split(separator: "  ").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }.map(String.init)
            return (parts[0], Array(parts.dropFirst()))
        }
    }

    private static func grant(_ text: String) throws -> Grant {
        let words = text.split(separator: " ").map(String.init)
        return try Grant(role: words[0], territory: words[1])
    }

    private static let sample: [Territory.Kind: String] = [
        .commune: "commune:56260", .department: "department:56", .region: "region:53", .defenceZone: "zone:ouest", .nation: "nation",
    ]

    private static func asked() throws -> [DepartmentCode] { try ["56", "35", "14", "75", "00"].map { try DepartmentCode($0) } }

    /// Those of the five departments of which something is true.
    private static func those(_ isTrue: (DepartmentCode) -> Bool) throws -> String {
        let codes = try self.asked().filter(isTrue).map(\.text)
        return codes.isEmpty ? "-" : codes.joined(separator: "+")
    }

    @Test("Every role is held where it makes sense, and nowhere else")
    func held() throws {
        let lines = Self.places.split(separator: "\n").dropFirst().map { $0.split(separator: " ").map(String.init) }
        #expect(lines.map { $0[0] } == Role.allCases.map(\.rawValue))
        for line in lines {
            let role = try #require(Role(rawValue: line[0]))
            for (kind, expected) in zip(Territory.Kind.allCases, line.dropFirst()) {
                let territory = try #require(Self.sample[kind])
                let grant = try? Grant(role, Territory(territory))
                #expect((grant != nil) == (expected == "yes"), "\(role.rawValue) in \(territory)")
            }
        }
    }

    @Test("Every grant there can be stands in every table")
    func complete() throws {
        let all = try Role.allCases.flatMap { role in
            try Territory.Kind.allCases.filter(role.territories.contains).map { "\(role.rawValue) \(try #require(Self.sample[$0]))" }
        }
        #expect(Self.rows(Self.answers).map(\.name) == all)
        #expect(Self.rows(Self.declaring).map(\.name) == all)
        #expect(Array(Self.rows(Self.giving).map(\.name).prefix(all.count)) == all)
    }

    @Test("Each answers every question as the table says")
    func answered() throws {
        for (name, cells) in Self.rows(Self.answers) {
            let access = Access([try Self.grant(name)])
            let answers = [
                try Self.those(access.mayRead), try Self.those(access.mayReadAlerts), try Self.those { access.viewer(of: $0) == .prefecture },
                try Self.those(access.mayAct), try Self.those(access.mayAdministrate),
                access.seesOperations ? "o" : access.seesAudit ? "a" : "-", access.needsSecondFactor ? "yes" : "no",
                "\(access.idleLimit.components.seconds / 3_600)",
            ]
            #expect(answers == cells, "\(name)")
            #expect(!(access.seesOperations && access.seesAudit))
            #expect(access.isNationalAdministrator == name.hasPrefix("national-administrator"))
            for department in try Self.asked() {
                #expect(access.figures.contains(department) == access.mayRead(department))
                #expect(access.alerts.contains(department) == access.mayReadAlerts(of: department))
                // Who acts sees what they act upon, and from the desk that stands behind it.
                if access.mayAct(uponAlertsOf: department) { #expect(access.viewer(of: department) == .prefecture) }
                if access.viewer(of: department) == .prefecture { #expect(access.mayReadAlerts(of: department)) }
                if access.mayReadAlerts(of: department) { #expect(access.mayRead(department)) }
            }
        }
    }

    @Test("Each declares as the table says")
    func declared() throws {
        let communes = try ["56260", "56001", "35238", "00001"].map { try CommuneCode($0) }
        for (name, cells) in Self.rows(Self.declaring) {
            let access = Access([try Self.grant(name)])
            #expect(communes.map { access.mayDeclare(for: $0)?.rawValue ?? "-" } == cells, "\(name)")
        }
    }

    @Test("Each is given by whom the table says, and by nobody else")
    func given() throws {
        let givers = try [
            "p": "prefecture-administrator department:56", "q": "prefecture-administrator department:35", "n": "national-administrator nation",
        ].mapValues { Access([try Self.grant($0)]) }
        for (name, cells) in Self.rows(Self.giving) {
            let grant = try Self.grant(name)
            let able = ["p", "q", "n"].filter { givers[$0]?.mayGrant(grant) == true }
            #expect([able.joined(separator: "+")] == cells, "\(name)")
            for (other, _) in Self.rows(Self.answers) where !other.contains("administrator") {
                #expect(!Access([try Self.grant(other)]).mayGrant(grant), "\(other) gives \(name)")
            }
        }
    }
}
