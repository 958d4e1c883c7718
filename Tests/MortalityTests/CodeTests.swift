import Formats
import Mortality
import Testing

@Suite("INSEE codes")
struct CodeTests {
    static let wrongDepartment = Rejection(
        field: "department", reason: "not an INSEE department code (01 to 95, 2A, 2B, 971 to 978, 986 to 988, or 00)")
    static let notACode = Rejection(
        field: "commune", reason: "not an INSEE commune code (five characters, for instance 56260 or 2A004)")
    static let noDepartment = Rejection(field: "commune", reason: "the code does not begin with that of a department")

    @Test("There are 96 departments in the metropole, 11 territories overseas and the exercise")
    func departments() throws {
        #expect(DepartmentCode.all.count == 96 + 11 + 1)
        #expect(DepartmentCode.all.first == .exercise)
        #expect(try Set(DepartmentCode.all.map { try DepartmentCode($0.text) }).count == 108)
        #expect(DepartmentCode.all.map(\.text)[19...22] == ["19", "21", "22", "23"])
        #expect(DepartmentCode.all.map(\.text).contains("2A"))
        #expect(DepartmentCode.all.last?.text == "988")
        #expect(DepartmentCode.all == DepartmentCode.all.sorted())
        #expect(try DepartmentCode("00").isExercise)
        #expect(try !DepartmentCode("01").isExercise)
    }

    @Test(
        "What is no department is refused",
        arguments: ["", "1", "20", "96", "97", "98", "99", "2C", "2a", "A2", "970", "979", "984", "985", "989", "056", "56 ", "٥٦", "９5"])
    func notDepartments(text: String) {
        #expect(throws: Self.wrongDepartment) { try DepartmentCode(text) }
    }

    @Test(
        "A commune's code begins with its department's",
        arguments: [
            ("56260", "56"), ("01001", "01"), ("2A004", "2A"), ("2B033", "2B"), ("97105", "971"), ("97209", "972"),
            ("97302", "973"), ("97411", "974"), ("97502", "975"), ("97611", "976"), ("97701", "977"), ("97801", "978"),
            ("98611", "986"), ("98735", "987"), ("98818", "988"), ("75056", "75"), ("75101", "75"), ("00001", "00"), ("00999", "00"),
        ])
    func communes(text: String, department: String) throws {
        let commune = try CommuneCode(text)
        #expect(commune.text == text)
        #expect(commune.department.text == department)
        #expect("\(commune)" == text)
    }

    @Test("What is shaped otherwise is refused", arguments: ["", "5626", "562600", "5626A", "56-60", "5626٠", "é6260", "2AB04"])
    func notCommunes(text: String) {
        #expect(throws: Self.notACode) { try CommuneCode(text) }
    }

    @Test("A code of no department is refused", arguments: ["20004", "96001", "97901", "98401", "98501", "99100", "2C004", "2a004", " 6260", "é626"])
    func strayCommunes(text: String) {
        #expect(throws: Self.noDepartment) { try CommuneCode(text) }
    }

    @Test("No commune has the number zero", arguments: ["56000", "00000", "2A000", "97100"])
    func zeroCommunes(text: String) {
        #expect(throws: Rejection(field: "commune", reason: "no commune has the number zero in its department")) {
            try CommuneCode(text)
        }
    }

    @Test("Exactly 45 arrondissements stand under Paris, Marseille and Lyon")
    func arrondissements() throws {
        var found: [String: Int] = [:]
        for number in 1001...95_999 {
            let digits = String(number)
            let text = String(repeating: "0", count: 5 - digits.count) + digits
            guard let commune = try? CommuneCode(text), commune.isArrondissement else { continue }
            found[commune.municipality.text, default: 0] += 1
            #expect(commune.municipality.department == commune.department)
            #expect(!commune.municipality.isArrondissement)
        }
        #expect(found == ["75056": 20, "13055": 16, "69123": 9])
    }

    @Test(
        "Neighbouring numbers are communes of their own",
        arguments: ["75056", "75100", "75121", "13055", "13200", "13217", "69123", "69380", "69390", "2A004", "56260"])
    func municipalities(text: String) throws {
        let commune = try CommuneCode(text)
        #expect(commune.municipality == commune)
        #expect(!commune.isArrondissement)
    }

    @Test("No text crashes the readers, and what is read prints as it was")
    func anyText() {
        var random = SeededGenerator(seed: 2)
        let alphabet = Array("0123456789AB27éab -\u{0}")
        for _ in 0..<50_000 {
            let text = String((0..<Int.random(in: 0...7, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "0" })
            if let commune = try? CommuneCode(text) {
                #expect(commune.text == text)
                #expect(text.hasPrefix(commune.department.text))
            }
            if let department = try? DepartmentCode(text) { #expect(department.text == text) }
        }
    }
}
