import Cartography
import Contracts
import LiveCopies
import Logging
import Messaging
import Mortality
import Runtime
import TestBench
import Testing

@testable import MapRendering

/// A department of six communes on a day, with what was declared there.
enum Given {
    static let day = "2026-11-23"
    /// The instant 23 November 2026, 06:00 UTC, which is seven o'clock in Paris.
    static let seven: Instant = 1_795_413_600_000_000

    static func code(_ number: Int) throws -> CommuneCode { try CommuneCode("5600\(number)") }
    static var morbihan: DepartmentCode { get throws { try DepartmentCode("56") } }
    static func today() throws -> CivilDay { try CivilDay(iso: Self.day) }

    /// Six squares in a row, each with a thousand people times its number; nobody lives in the sixth.
    static func territory(communes: Int = 6, shapeless: Set<Int> = []) throws -> MappedDepartment {
        MappedDepartment(
            code: try Self.morbihan, name: "Morbihan", zone: "Europe/Paris",
            communes: try (1...communes).map { number in
                MappedDepartment.Commune(
                    code: try Self.code(number), name: "Commune \(number)", population: number == 6 ? 0 : number * 1_000,
                    shape: shapeless.contains(number) ? nil : try Self.square(number))
            })
    }

    static func square(_ number: Int) throws -> Shape {
        let x = -3 + Double(number) / 10
        let corners = try [(x, 47.5), (x + 0.1, 47.5), (x + 0.1, 47.6), (x, 47.6)].map { try #require(Vertex(longitude: $0.0, latitude: $0.1)) }
        let ring = try #require(Ring(corners))
        return try #require(Shape([Polygon(outside: ring)]))
    }

    /// Commune 1 reported no death today, commune 2 three, commune 3 one yesterday and none today, commune 6 one; communes 4 and 5 are silent.
    static func counts() throws -> CountsReplica {
        let (today, yesterday) = (try Self.today(), try Self.today().advanced(by: -1))
        var replica = CountsReplica()
        func cell(_ number: Int, _ day: CivilDay, _ deaths: Int) throws -> CellCount {
            CellCount(commune: try Self.code(number), day: day, place: .home, cause: .unknown, deaths: deaths, version: 1)
        }
        func report(_ number: Int, _ day: CivilDay, at instant: Instant = Self.seven) throws -> CommuneReport {
            CommuneReport(commune: try Self.code(number), day: day, declarations: 1, lastReceivedAt: instant, version: 1)
        }
        replica.apply(
            department: try Self.morbihan, cells: [try cell(2, today, 3), try cell(3, yesterday, 1), try cell(6, today, 1)],
            reports: [
                try report(1, today), try report(2, today, at: Self.seven - .microseconds(1)), try report(3, yesterday, at: Self.seven + .seconds(60)),
                try report(6, today),
            ])
        return replica
    }

    static func assessments(level: Level = .orange) throws -> AssessmentReplica {
        var replica = AssessmentReplica()
        replica.apply(
            department: try Self.morbihan,
            [
                DepartmentAssessment(
                    department: try Self.morbihan, day: try Self.today(), level: level, observed: 5,
                    expectation: Expectation(expected: 4, lower: 1, upper: 8, zScore: 4.5, phi: 1), reportedDays: 7, reportedShare: 1,
                    method: "test", version: 1)
            ])
        replica.apply(department: try Self.morbihan, shares: [try Self.code(2): 0.5, try Self.code(3): 0.25])
        return replica
    }

    static func contents(
        _ indicator: Indicator, for viewer: Viewer = .prefecture, counts: CountsReplica? = nil, assessments: AssessmentReplica? = nil
    ) throws -> MapContents {
        let territory = try Self.territory()
        let situation = Situation(
            of: territory, on: try Self.today(), for: viewer, counts: try counts ?? Self.counts(), assessments: try assessments ?? Self.assessments())
        return MapContents(territory: territory, day: try Self.today(), indicator: indicator, situation: situation)
    }

    static func request(
        _ indicator: Indicator = .deaths, _ format: Vigie_V1_PictureFormat = .svg, width: UInt32 = 0, height: UInt32 = 0
    ) throws -> Vigie_V1_RenderMapRequest {
        var request = Vigie_V1_RenderMapRequest()
        request.department = "56"
        request.day = try Self.today().daysSinceEpoch
        request.indicator = Vigie_V1_Indicator(rawValue: Int(indicator.number)) ?? .unspecified
        request.format = format
        request.width = width
        request.height = height
        return request
    }

    /// Returns answers that read one atlas and copies that do not change.
    static func answers(
        version: Int = 1, counts: CountsReplica? = nil, assessments: AssessmentReplica? = nil, isLoaded: Bool = true
    ) throws -> MapAnswers {
        let atlas = Atlas(version: version, territories: [try Self.morbihan: try Self.territory()])
        let (counts, assessments) = (try counts ?? Self.counts(), try assessments ?? Self.assessments())
        return MapAnswers(
            atlas: { isLoaded ? atlas : nil },
            situations: { Self.situations($0, $1, counts, assessments) },
            board: try DrawingBoard(), tiles: try TileBoard())
    }

    /// Copies of departments that do not change.
    static func situations(
        _ territories: [MappedDepartment], _ request: PictureRequest, _ counts: CountsReplica, _ assessments: AssessmentReplica
    ) -> [DepartmentCode: Situation] {
        Dictionary(
            uniqueKeysWithValues: territories.map {
                ($0.code, Situation(of: $0, on: request.day, for: request.viewer, counts: counts, assessments: assessments))
            })
    }

    static let everybody = RPCRouter.Caller(scope: .all)
    static let quiet = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
}
