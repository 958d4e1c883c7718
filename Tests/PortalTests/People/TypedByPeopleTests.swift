import French
import Mortality
import Runtime
import Testing
import Web

@testable import Accounts
@testable import Portal

@Suite("What people type")
struct TypedByPeopleTests {
    @Test(
        "Fields of a form",
        arguments: [
            ("a=1&b=2", ["a": "1", "b": "2"]), ("a=x+y%2Bz", ["a": "x y+z"]), ("nom=Ma%C3%ABlle", ["nom": "Maëlle"]), ("a=&b", ["a": "", "b": ""]), ("", [:]),
            ("a=b=c", ["a": "b=c"]), ("&&a=1&", ["a": "1"]),
        ] as [(String, [String: String])])
    func forms(body: String, values: [String: String]) throws { #expect(try FormFields.read(Array(body.utf8)) == values) }

    @Test("What is no form is refused", arguments: ["a=1&a=2", "a=%", "a=%ZZ", "a=%C3", "%=1"])
    func noForms(body: String) {
        #expect(throws: Problem.self) { _ = try FormFields.read(Array(body.utf8)) }
        #expect(throws: Problem.self) { _ = try FormFields.read([0x61, 0x3D, 0xFF]) }
    }

    @Test(
        "A login is made of a name",
        arguments: [
            ("Marie Le Goff", "marie.le-goff"), ("Maëlle Guégan", "maelle.guegan"), ("  Œuvrard   Zoë ", "oeuvrard.zoe"), ("J", "compte"), ("李", "compte"),
            ("", "compte"),
            ("Jean-Yves D'Artagnan", "jean.yves-d-artagnan"), (String(repeating: "abc ", count: 60), "abc.abc-abc-abc-abc-abc-abc-abc-abc-abc-abc-abc-abc-abc"),
        ])
    func logins(name: String, login: String) throws {
        let all = LoginMaker.candidates(for: name)
        #expect(all.first?.text == login || name == "李")
        #expect(Set(all).count == all.count && all.count > 20)
    }

    @Test(
        "A place is typed as its code, and read for the role that it goes with",
        arguments: [
            ("clerk", "56260", "commune:56260"), ("clerk", " 2a004 ", "commune:2A004"), ("prefecture-officer", "2a", "department:2A"),
            ("region-reader", "53", "region:53"),
            ("defence-zone-reader", "Ouest", "zone:ouest"), ("partner-reader", "56", "department:56"), ("partner-reader", "", "nation"),
            ("operations", "", "nation"),
            ("operations", "anything", "nation"), ("clerk", "commune:56260", "commune:56260"), ("partner-reader", "region:53", "region:53"),
        ])
    func places(role: String, typed: String, territory: String) throws {
        #expect(try GrantWords.territory(typed, for: try #require(Role(rawValue: role))).text == territory)
    }

    @Test(
        "What is no place of the role is refused",
        arguments: [("clerk", "56"), ("clerk", ""), ("clerk", "Vannes"), ("prefecture-reader", "56260"), ("region-reader", "56260")])
    func noPlaces(role: String, typed: String) throws {
        let role = try #require(Role(rawValue: role))
        #expect(throws: Rejection.self) { _ = try GrantWords.territory(typed, for: role) }
    }

    @Test(
        "What a browser says it is, in few words",
        arguments: [
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox sur Windows"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari sur iPhone"
            ),
            ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge sur Windows"),
            ("curl/8", "Appareil inconnu"), ("", "Appareil inconnu"),
        ])
    func devices(agent: String, words: String) { #expect(DeviceWords.text(agent) == words) }

    @Test(
        "No password is made of the account's own words: its login, its name, its commune, department and region",
        arguments: [
            ("mlg.auray2 2026!", "clerk@commune:56260"), ("Maëlle Guégan 2026", "clerk@commune:56260"), ("vannes-VANNES 56", "clerk@commune:56260"),
            ("Morbihan Morbihan", "clerk@commune:56260"), ("morbihan morbihan", "prefecture-reader@department:56"),
            ("Bretagne-Bretagne", "region-reader@region:53"),
        ])
    func ownWords(password: String, grant: String) throws {
        let reference = ReferenceSnapshot(version: 1, departments: [try Given.entry(names: ["Auray", "Lorient", "Vannes"])], keys: KeyRing([]))
        let account = Account(
            id: AccountID(), login: try Login("mlg.auray2"), name: "Maëlle Guégan", email: nil, telephone: nil, grants: [try PeopleBench.grant(grant)],
            createdAt: Instant(microseconds: 0), createdBy: nil, disabledAt: nil, lastSignInAt: nil, hasPassword: false, hasIdentity: false,
            hasSecondFactor: false, invitationExpiresAt: nil, isDemo: false, version: 1)
        guard case .failure(.ownWord) = PasswordWords.judge(password, for: account, reference) else {
            Issue.record("\(password) is taken")
            return
        }
        guard case .success = PasswordWords.judge("Ploërmel-Ploërmel", for: account, reference) else {
            Issue.record("a place that is not theirs is refused")
            return
        }
    }

    @Test("Every refusal of a password has its French, and so has every role its name")
    func french() {
        for fault in PasswordFault.allCases { #expect(fault.reason.told(in: .french) != fault.reason) }
        #expect(Set(Role.allCases.map(\.french)).count == Role.allCases.count)
    }
}
