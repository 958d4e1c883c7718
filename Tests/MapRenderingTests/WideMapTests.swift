import Cartography
import Contracts
import Foundation
import LiveCopies
import Messaging
import Mortality
import Runtime
import TestBench
import Testing

@testable import MapRendering

/// The tests of maps of a region and of the nation. Morbihan is watched, and three other departments are known by outline only.
struct WideMapTests {
    private static func atlas() throws -> Atlas {
        var outlines: [DepartmentCode: Outline] = [:]
        for (number, code) in ["56", "35", "75", "971"].enumerated() {
            outlines[try DepartmentCode(code)] = Outline(name: "Département \(code)", shape: try Given.square(number + 10))
        }
        return Atlas(version: 1, territories: [try Given.morbihan: try Given.territory()], outlines: outlines)
    }

    private static func answers(_ assessments: AssessmentReplica? = nil) throws -> MapAnswers {
        let (atlas, counts, assessments) = (try Self.atlas(), try Given.counts(), try assessments ?? Given.assessments())
        return MapAnswers(
            atlas: { atlas },
            situations: { Given.situations($0, $1, counts, assessments) },
            board: try DrawingBoard(), tiles: try TileBoard())
    }

    private static func request(
        region: String? = nil, _ indicator: Indicator = .deaths, _ format: Vigie_V1_PictureFormat = .svg,
        by division: Vigie_V1_MapDivision = .unspecified
    ) throws -> Vigie_V1_RenderMapRequest {
        var request = try Given.request(indicator, format)
        request.department = ""
        request.france = region == nil
        request.region = region ?? ""
        request.division = division
        return request
    }

    private static func text(_ request: Vigie_V1_RenderMapRequest, from caller: RPCRouter.Caller = Given.everybody) async throws -> String {
        String(decoding: try await Self.answers().render(request, from: caller).body, as: UTF8.self)
    }

    @Test func theNationIsShownByDepartment() async throws {
        let text = try await Self.text(try Self.request())
        #expect(text.contains("id=\"d56\" data-department=\"56\" class=\"department v1\" ") || text.contains("class=\"department v1\" data-value=\"4\""))
        #expect(text.contains("data-value=\"4\""), "three deaths and one")
        for code in ["35", "75", "971"] { #expect(text.contains("data-department=\"\(code)\" class=\"department outside\"")) }
        #expect(!text.contains("data-commune"))
        #expect(text.contains("Non suivi") && text.contains("Petite couronne") && text.contains("Département 971"))
        #expect(text.contains("France – décès déclarés"))
        #expect(text.contains("nombre de départements par classe"))
        // Paris stands twice, with one identifier.
        #expect(text.components(separatedBy: "data-department=\"75\"").count == 3)
        #expect(text.components(separatedBy: "id=\"d75\"").count == 2)
    }

    @Test func theNationIsShownByCommune() async throws {
        let text = try await Self.text(try Self.request(by: .commune))
        for number in 1...6 { #expect(text.contains("id=\"c5600\(number)\"")) }
        #expect(!text.contains("id=\"d56\""))
        #expect(text.contains("data-department=\"35\" class=\"department outside\""))
        #expect(text.contains("Commune 2\u{A0}: 3\u{A0}décès"))
    }

    @Test func aRegionIsShownByCommuneOrByDepartment() async throws {
        let communes = try await Self.text(try Self.request(region: "53"))
        #expect(communes.contains("Bretagne – décès déclarés") && communes.contains("id=\"c56001\"") && communes.contains("data-department=\"35\""))
        #expect(!communes.contains("data-department=\"75\"") && !communes.contains("Petite couronne"))
        let departments = try await Self.text(try Self.request(region: "53", by: .department))
        #expect(departments.contains("id=\"d56\"") && !departments.contains("data-commune"))
    }

    @Test(arguments: Indicator.allCases, [Vigie_V1_PictureFormat.svg, .png, .pdf])
    func everyFormIsDrawn(indicator: Indicator, format: Vigie_V1_PictureFormat) async throws {
        let answers = try Self.answers()
        for division in [Vigie_V1_MapDivision.department, .commune] {
            let reply = try await answers.render(try Self.request(indicator, format, by: division), from: Given.everybody)
            #expect(reply.body.count > 1_000 && reply.etag.count == 32)
        }
    }

    @Test func aDepartmentIsJudgedAsAWhole() throws {
        let territory = try Given.territory()
        let situation = Situation(of: territory, on: try Given.today(), for: .outside, counts: try Given.counts(), assessments: try Given.assessments())
        let part = WideContents.Part(territory: territory, situation: situation)
        func told(_ indicator: Indicator) throws -> Choropleth.Value {
            WideContents(
                subject: .nation, division: .departments, day: try Given.today(), indicator: indicator, parts: [part], unwatched: [],
                hasWords: true
            ).value(of: part)
        }
        func value(_ indicator: Indicator) throws -> Reading { try told(indicator).reading }
        #expect(try value(.deaths) == .value(4))
        #expect(try value(.rate) == .value(5 * 100_000 / 15_000))
        #expect(try value(.ratio) == .value(1.25))
        #expect(try value(.level) == .level(.orange))
        #expect(try value(.completeness) == .value(100 * 4 / 42))
        #expect(try told(.completeness).text == "9\u{A0}% des journées déclarées")
    }

    @Test(arguments: Indicator.allCases)
    func wordsChangeNoReading(indicator: Indicator) throws {
        let contents = try Given.contents(indicator)
        for commune in contents.territory.communes {
            let (told, untold) = (contents.value(of: commune), contents.value(of: commune, inWords: false))
            #expect(told.reading == untold.reading)
            #expect(untold.text.isEmpty && !told.text.isEmpty)
        }
    }

    @Test func whoMaySeeOneDepartmentSeesOnlyItPainted() async throws {
        let other = RPCRouter.Caller(scope: .departments([try DepartmentCode("35")]))
        let text = try await Self.text(try Self.request(by: .commune), from: other)
        #expect(text.contains("data-department=\"56\" class=\"department outside\"") && !text.contains("data-commune"))
        #expect(text.contains("Aucun décès déclaré\u{202F}; 0 communes sur 0"))
        let paris = RPCRouter.Caller(scope: .departments([try DepartmentCode("75")]))
        let failure = await #expect(throws: RPCFailure.self) { try await Self.answers().render(try Self.request(region: "53"), from: paris) }
        #expect(failure?.status == .denied)
        // The map of France has no place for the exercise department, but even who sees nothing else may look at it.
        let exercise = RPCRouter.Caller(scope: .departments([try DepartmentCode("00")]))
        let unpainted = try await Self.text(try Self.request(), from: exercise)
        #expect(unpainted.contains("data-department=\"56\" class=\"department outside\"") && !unpainted.contains("data-value"))
        let nobody = RPCRouter.Caller(scope: Scope(header: nil))
        let none = await #expect(throws: RPCFailure.self) { try await Self.answers().render(try Self.request(), from: nobody) }
        #expect(none?.status == .denied)
    }

    @Test func whatIsNoMapIsRefused() async throws {
        let answers = try Self.answers()
        var requests = [try Self.request(region: "99"), try Self.request(region: "𝟓𝟑"), try Self.request(), try Self.request(), try Given.request()]
        requests[2].department = "56"
        requests[3].region = "53"
        requests[4].division = .department
        requests.append(try Self.request(by: .UNRECOGNIZED(9)))
        for request in requests {
            let failure = await #expect(throws: RPCFailure.self) { try await answers.render(request, from: Given.everybody) }
            #expect(failure?.status == .invalid)
        }
    }

    @Test func theTagFollowsWhatIsSeen() async throws {
        let answers = try Self.answers()
        let other = RPCRouter.Caller(scope: .departments([try DepartmentCode("35")]))
        var tags: [String] = []
        for request in try [Self.request(), Self.request(by: .commune), Self.request(region: "53"), Self.request(.deaths, .png)] {
            tags.append(try await answers.render(request, from: Given.everybody).etag)
            tags.append(try await answers.render(request, from: other).etag)
        }
        #expect(Set(tags).count == tags.count)
        #expect(try await answers.render(try Self.request(), from: Given.everybody).etag == tags[0])
    }

    /// Returns a red judgement of today, which a person has confirmed or not.
    private static func red(_ confirmation: Mortality.Confirmation?) throws -> AssessmentReplica {
        var assessments = try Given.assessments(level: .red)
        if let confirmation {
            assessments.apply(
                department: try Given.morbihan,
                alerts: [
                    DepartmentAlert(
                        id: try AlertID(bytes: Array(repeating: 1, count: 16)), department: try Given.morbihan, level: .red, peakLevel: .red,
                        firstDay: try Given.today(), lastDay: try Given.today(), confirmation: confirmation, raisedAt: 1, closedAt: nil,
                        explanation: "", version: 1)
                ])
        }
        return assessments
    }

    @Test(
        "A red is painted, told and counted outside the prefecture only once a person stands behind it",
        arguments: [nil, .pending, .declined, .notNeeded, .confirmed] as [Mortality.Confirmation?])
    func unconfirmed(confirmation: Mortality.Confirmation?) async throws {
        let answers = try Self.answers(try Self.red(confirmation))
        var requests = [
            try Self.request(.level), try Self.request(.level, by: .commune), try Self.request(region: "53", .level),
            try Self.request(region: "53", .level, by: .department), try Given.request(.level),
        ]
        // A caller who asks for more than a department looks from outside, whatever it says.
        for index in 0..<4 { requests[index].viewer = .prefecture }
        let isRed = confirmation == .confirmed
        for request in requests {
            let text = String(decoding: try await answers.render(request, from: Given.everybody).body, as: UTF8.self)
            let isPaintedRed = text.contains("class=\"department red\"") || text.contains("class=\"commune red\"")
            #expect(isPaintedRed == isRed)
            #expect(text.contains("niveau rouge") == isRed && text.contains("niveau orange") == !isRed)
            if request.department.isEmpty {
                #expect(text.contains(isRed ? "1\u{A0}département en rouge, 0 en orange" : "0\u{A0}département en rouge, 1 en orange"))
            } else {
                #expect(text.contains(isRed ? "Niveau rouge" : "Niveau orange"))
            }
        }
        // The map of the prefecture itself shows what stands.
        var own = try Given.request(.level)
        own.viewer = .prefecture
        let text = String(decoding: try await answers.render(own, from: Given.everybody).body, as: UTF8.self)
        #expect(text.contains("class=\"commune red\"") && text.contains("Niveau rouge"))
    }

    @Test("Pictures of the two sides are never taken for one another", arguments: [Vigie_V1_PictureFormat.svg, .png, .pdf])
    func sides(format: Vigie_V1_PictureFormat) async throws {
        let answers = try Self.answers(try Self.red(.pending))
        let outside = try await answers.render(try Given.request(.level, format), from: Given.everybody)
        var own = try Given.request(.level, format)
        own.viewer = .prefecture
        own.ifNoneMatch = outside.etag
        let inside = try await answers.render(own, from: Given.everybody)
        #expect(!inside.notModified && inside.etag != outside.etag && inside.body != outside.body)
        #expect(try await answers.render(try Given.request(.level, format), from: Given.everybody).body == outside.body)
    }

    @Test func nothingIsWatchedIsStillAMap() async throws {
        let atlas = Atlas(version: 1, territories: [.exercise: try Given.territory()])
        let answers = MapAnswers(atlas: { atlas }, situations: { _, _ in [:] }, board: try DrawingBoard(), tiles: try TileBoard())
        for format in [Vigie_V1_PictureFormat.svg, .png, .pdf] {
            let reply = try await answers.render(try Self.request(.rate, format), from: Given.everybody)
            #expect(!reply.body.isEmpty)
        }
    }
}
