import Contracts
import Mortality
import TestBench
import Testing

@Suite("Reports by commune")
struct ReportsByCommuneTests {
    private static func reports() throws -> [CommuneReport] {
        try ["56001", "56007", "56260"].flatMap { code in
            try (1...5).map { number in
                CommuneReport(
                    commune: try CommuneCode(code), day: try CivilDay(daysSinceEpoch: 18_000 + number), declarations: number - 1,
                    lastReceivedAt: Instant(microseconds: Int64(number) * 1_000_000), version: UInt64(number) << 33)
            }
        }
    }

    private static func page() throws -> Vigie_V1_CountsSnapshotReply {
        var page = Vigie_V1_CountsSnapshotReply()
        page.setReportsByCommune(try Self.reports())
        return page
    }

    @Test("They are read as they were, beside those that come one by one")
    func roundTrip() throws {
        let morbihan = try DepartmentCode("56")
        var page: Vigie_V1_CountsSnapshotReply = try Wire.decode(from: try Wire.encode(try Self.page()))
        #expect(page.communeReports.map(\.commune) == ["56001", "56007", "56260"])
        #expect(try page.counts(of: morbihan).reports == Self.reports())
        let single = CommuneReport(commune: try CommuneCode("56121"), day: try CivilDay(daysSinceEpoch: 1), declarations: 1, lastReceivedAt: 1, version: 1)
        page.reports = [single.message]
        #expect(try page.counts(of: morbihan).reports == [single] + Self.reports())
        page.setReportsByCommune([])
        #expect(page.communeReports.isEmpty)
    }

    @Test("What does not fit together, cannot be or is of another department is refused")
    func refusals() throws {
        let (morbihan, finistère) = (try DepartmentCode("56"), try DepartmentCode("29"))
        let good = try Self.page()
        #expect(throws: ContractError.self) { try good.counts(of: finistère) }
        let spoilt: [(inout Vigie_V1_CommuneReports) -> Void] = [
            { $0.days.removeLast() }, { $0.declarations.append(1) }, { $0.lastReceivedAtUs = [] }, { $0.versions.removeFirst() },
            { $0.days[0] = .max }, { $0.declarations[1] = .max }, { $0.lastReceivedAtUs[2] = .min }, { $0.versions[3] = .max },
            { $0.commune = "56" }, { $0.commune = "29019" },
        ]
        for (number, spoil) in spoilt.enumerated() {
            var page = good
            spoil(&page.communeReports[1])
            #expect(throws: ContractError.self, "\(number)") { try page.counts(of: morbihan) }
        }
    }

    @Test("Who declares is read as it was, of the department that was asked for")
    func declaringCommunes() throws {
        let communes = [
            DeclaringCommune(commune: try CommuneCode("56001"), lastReceivedAt: 7, hasDeclared: true),
            DeclaringCommune(commune: try CommuneCode("56260"), lastReceivedAt: 8, hasDeclared: false),
        ]
        var page = Vigie_V1_CountsSnapshotReply()
        page.communes = communes.map(\.message)
        #expect(try page.declaringCommunes(of: try DepartmentCode("56")) == communes)
        #expect(throws: ContractError.self) { try page.declaringCommunes(of: try DepartmentCode("29")) }
        page.communes[0].lastReceivedAtUs = .max
        #expect(throws: ContractError.self) { try page.declaringCommunes(of: try DepartmentCode("56")) }
    }
}
