import Foundation
import Mortality
@testable import Reference
import Testing

@Suite("How town halls are reached, read from files")
struct ContactFileTests {
    private func read(_ text: String, department: String = "22") throws -> ContactFile {
        try ContactFile(name: "contacts", bytes: Array(text.utf8), department: try DepartmentCode(department))
    }

    @Test("A table, with what is wrong named by its line; others' lines are passed over")
    func table() throws {
        let file = try self.read(
            "code;telephone;courriel\n22113;02 96 46 64 22;mairie@lannion.bzh\n56260;02 97 01 60 00;\n2211;x;y\n22001;;mairie@allineuc.fr\n22001;02 96 00 00 01;\na;b\n"
        )
        #expect(file.contacts.map(\.commune.text) == ["22001", "22113"])
        #expect(file.contacts[1].telephone == "02 96 46 64 22" && file.contacts[1].mail == "mairie@lannion.bzh" && file.contacts[1].place == "contacts, line 2")
        #expect(file.contacts[0].telephone == "02 96 00 00 01" && file.contacts[0].mail == nil)
        #expect(file.remarks.count == 2 && file.remarks[0].contains("line 6") && file.remarks[1].contains("line 7"), "\(file.remarks)")
        #expect(throws: ReferenceError.self) { try self.read("code;nom\n22113;Lannion\n") }
    }

    @Test("A spreadsheet's table: other names, commas, a zero lost, an address in parts")
    func spreadsheet() throws {
        let file = try self.read(
            "Code INSEE,Téléphone,E-mail,Adresse\n1004,04 74 46 17 00,mairie@amberieu.fr,Place Sommeiller|01500 Ambérieu-en-Bugey\n", department: "01")
        #expect(file.contacts.first?.commune.text == "01004" && file.contacts.first?.address == ["Place Sommeiller", "01500 Ambérieu-en-Bugey"])
    }

    private static let services = """
        {"id":"1","nom":"Mairie déléguée - Servel","pivot":[{"type_service_local":"mairie","code_insee_commune":["22113"]}],"telephone":[{"valeur":"02 00 00 00 00"}],"adresse_courriel":[],"adresse":[]},
        {"id":"2","nom":"Mairie - Lannion {et \\"plus\\"}","pivot":[{"type_service_local":"mairie","code_insee_commune":["22113"]}],"telephone":[{"valeur":"02 96 46 64 22","description":""}],
         "adresse_courriel":["mairie@lannion.bzh"],"adresse":[{"type_adresse":"Adresse","numero_voie":"Place du Général Leclerc","code_postal":"22300","nom_commune":"Lannion"},
         {"type_adresse":"Adresse postale","complement1":"Hôtel de ville","numero_voie":"","service_distribution":"BP 30344","code_postal":"22303","nom_commune":"Lannion Cedex"}]},
        {"id":"3","nom":"Caf","pivot":[{"type_service_local":"caf","code_insee_commune":["22278"]}],"telephone":[{"valeur":"3230"}]},
        {"id":"4","nom":"Mairie - Vannes","pivot":[{"type_service_local":"mairie","code_insee_commune":["56260"]}]},
        {"id":"5","nom":"Mairie - Nulle part","pivot":[{"type_service_local":"mairie","code_insee_commune":["2"]}]}
        """

    @Test("The administration's directory as a file: the commune's own town hall, and where its letters go")
    func directory() throws {
        for text in ["{\"meta\":[1,2],\"service\":[\(Self.services)]}", "[\(Self.services)]"] {
            let file = try self.read(text)
            let lannion = try #require(file.contacts.first)
            #expect(file.contacts.count == 1 && lannion.telephone == "02 96 46 64 22" && lannion.mail == "mairie@lannion.bzh")
            #expect(lannion.address == ["Hôtel de ville", "BP 30344", "22303 Lannion Cedex"])
            #expect(file.remarks == ["contacts, entry 5: \"2\" is no commune's code"])
        }
    }

    @Test("The directory as its programming interface gives it: texts that hold JSON")
    func interface() throws {
        let file = try self.read(
            #"{"total_count":1,"results":[{"nom":"Mairie - Lannion","code_insee_commune":"22113","pivot":"[{\"type_service_local\": \"mairie\"}]","telephone":"[{\"valeur\": \"02 96 46 64 22\"}]","adresse_courriel":"mairie@lannion.bzh;accueil@lannion.bzh","adresse":"[{\"type_adresse\": \"Adresse\", \"numero_voie\": \"Place du Général Leclerc\", \"code_postal\": \"22300\", \"nom_commune\": \"Lannion\"}]"}]}"#
        )
        #expect(file.contacts.first?.mail == "mairie@lannion.bzh" && file.contacts.first?.telephone == "02 96 46 64 22")
        #expect(file.contacts.first?.address == ["Place du Général Leclerc", "22300 Lannion"])
    }

    @Test("What is no directory is refused in words", arguments: ["{\"a\":1}", "[{\"nom\":\"Caf\"}]", "[1,2", "{"])
    func strange(text: String) {
        #expect(throws: ReferenceError.self) { try self.read(text) }
    }
}
