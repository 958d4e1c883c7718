import Foundation
import Mortality
@testable import Reference
import Testing

/// Where codes of the past lead: chains, mergers, splits, re-establishments, changes of department.
@Suite struct SuccessionTests {
    private func successions(_ movements: String, passage: String = "", parents: [String: String] = [:], open: [String]) throws -> Successions {
        var files = ["cog/mouvements-communes-1943-2026.csv": "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TYPECOM_AP,COM_AP\n" + movements]
        if !passage.isEmpty { files["cog/passage-2018-2026.csv"] = "code_2018,code_2026\n" + passage }
        var found: Successions?
        try OfficialFixture.withFolder(files) { path in
            let folder = try OfficialFolder(path: path)
            found = Successions(
                open: Set(try open.map { try CommuneCode($0) }), movements: try CodeMovements(folder), passage: try CodePassage(folder),
                parents: Dictionary(uniqueKeysWithValues: try parents.map { (try CommuneCode($0.key), try CommuneCode($0.value)) }))
        }
        return try #require(found)
    }

    private func end(_ successions: Successions, _ code: String) throws -> String {
        let end = successions.end(of: try CommuneCode(code))
        return "\(end.successor?.text ?? "nowhere") since \(end.since?.description ?? "?")"
    }

    @Test("A chain of mergers is followed to a commune of today, by their days")
    func chains() throws {
        let found = try self.successions(
            "33,1974-01-01,COM,48001,COM,48002\n32,2016-01-01,COM,48002,COM,48003\n50,2020-01-01,COM,48003,COM,48004\n", open: ["48004"])
        #expect(try self.end(found, "48001") == "48004 since 1974-01-01")
        #expect(try self.end(found, "48003") == "48004 since 2020-01-01")
        #expect(try self.end(found, "48004") == "48004 since ?")
    }

    @Test("A code that went to and fro ends where it is today (Les Trois Lacs, 2021 and 2023)")
    func toAndFro() throws {
        let found = try self.successions("50,2021-01-01,COM,27676,COM,27058\n50,2023-01-01,COM,27058,COM,27676\n", open: ["27676"])
        #expect(try self.end(found, "27058") == "27676 since 2023-01-01")
        #expect(try self.end(found, "27676") == "27676 since ?")
    }

    @Test("Created and re-established communes lead nobody to them; renamed and delegated ones did not go")
    func splits() throws {
        let found = try self.successions(
            """
            32,2016-12-01,COM,15031,COM,15141
            32,2016-12-01,COM,15141,COM,15141
            21,2025-01-01,COM,15141,COM,15031
            21,2025-01-01,COM,15141,COM,15141
            10,2001-01-01,COM,15200,COM,15200
            34,2001-01-01,COMA,15300,COM,15141
            20,1983-01-01,COM,15141,COM,15999
            """, open: ["15031", "15141", "15999"])
        for code in ["15031", "15141", "15999"] { #expect(try self.end(found, code) == "\(code) since ?") }
        #expect(try self.end(found, "15200") == "nowhere since ?")
        #expect(try self.end(found, "15300") == "nowhere since ?")
        // It is back, and has gone again without a word: the merger before says nothing of that.
        let again = try self.successions("32,2016-12-01,COM,15031,COM,15141\n21,2025-01-01,COM,15141,COM,15031\n", open: ["15141"])
        #expect(try self.end(again, "15031") == "nowhere since ?")
    }

    @Test("A change of department leads across; a suppression that was shared out leads nowhere")
    func departments() throws {
        let found = try self.successions(
            "41,2018-01-01,COM,49144,COM,44225\n30,1968-03-02,COM,08227,COM,08203\n30,1968-03-02,COM,08227,COM,08454\n30,2007-02-23,COM,97123,,\n",
            open: ["44225", "08203", "08454"])
        #expect(try self.end(found, "49144") == "44225 since 2018-01-01")
        #expect(try self.end(found, "08227") == "nowhere since 1968-03-02")
        #expect(try self.end(found, "97123") == "nowhere since 2007-02-23")
    }

    @Test("Tables of passage and delegated communes help out; what leads in a ring ends")
    func evidence() throws {
        let found = try self.successions(
            "32,2016-01-01,COM,48001,COM,48002\n", passage: "48002,48003\n48010,48011\n48011,48010\n48012,48012\n", parents: ["48005": "48003"], open: ["48003"]
        )
        #expect(try self.end(found, "48001") == "48003 since 2016-01-01")
        #expect(try self.end(found, "48005") == "48003 since ?")
        #expect(try self.end(found, "48010") == "nowhere since ?")
        #expect(try self.end(found, "48012") == "nowhere since ?")
    }

    @Test(
        "The real movements since 1943 lead every old code of INSEE's own table where that says",
        .enabled(
            if: FileManager.default.fileExists(atPath: OfficialFilesTests.data + "/cog/mouvements-communes-1943-2026.csv.gz"), "the real data are not here"))
    func real() throws {
        let folder = try OfficialFolder(path: OfficialFilesTests.data)
        let places = try OfficialPlaces(folder, wanted: { _ in false })
        let passage = try CodePassage(folder)
        let open = Set(try OfficialPlaces(folder, wanted: { _ in true }).communes.keys)
        let alone = Successions(
            open: open, movements: try CodeMovements(folder), passage: try CodePassage(OfficialFolder(path: folder.path + "/geo")), parents: [:])
        var same = 0, other: [String] = []
        for (old, new) in passage.successors where !open.contains(old) && open.contains(new) {
            let end = alone.end(of: old).successor
            if end == new { same += 1 } else if let end { other.append("\(old): \(end), not \(new)") }
        }
        #expect(same > 3_500)
        #expect(other.count <= same / 100, "\(other.prefix(10))")
        #expect(places.departments.isEmpty)
    }
}
