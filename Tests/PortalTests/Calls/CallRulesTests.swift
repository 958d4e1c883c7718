import Accounts
import Mortality
import Runtime
import Testing
import Web

@testable import Portal

@Suite("Who is found, and at what hour somebody called")
struct CallRulesTests {
    private func standing(_ code: String, _ name: String) throws -> CommuneStanding {
        CommuneStanding(
            CommuneEntry(code: try CommuneCode(code), name: name, population: 1, zone: "Europe/Paris"), clerks: .nobody, lastDeclarationAt: nil, contact: nil,
            lastCall: nil, zone: "Europe/Paris", clock: ZoneClock())
    }

    @Test("Communes stand in the order of a dictionary, accents or not")
    func order() throws {
        let names = ["Férel", "Forges de Lanouée", "Buléon", "Camors", "Béganne", "Camoël", "Évriguet", "Elven"]
        let standings = try names.enumerated().map { try self.standing("56\($0.offset + 101)", $0.element) }
        #expect(
            standings.sorted(by: CommuneStanding.isBefore).map(\.name)
                == ["Béganne", "Buléon", "Camoël", "Camors", "Elven", "Évriguet", "Férel", "Forges de Lanouée"])
    }

    @Test(arguments: [
        ("Saint-Gildas-de-Rhuys", "st gildas"), ("Saint-Gildas-de-Rhuys", "SAINT GILDAS"), ("Sainte-Brigitte", "ste brig"), ("Plœmel", "ploemel"),
        ("L’Île-aux-Moines", "ile moines"), ("Évriguet", "evri"), ("La Trinité-sur-Mer", "trinité mer"), ("Le Palais", "le palais"),
        ("Locmariaquer", "mariaquer"),
        ("Vannes", "56260"), ("Vannes", "562"), ("Vannes", " 56 260 "), ("Vannes", ""),
    ])
    func found(name: String, typed: String) throws {
        #expect(CommuneSearch(typed).finds(try self.standing("56260", name)))
    }

    @Test(arguments: [("Saint-Gildas-de-Rhuys", "st jean"), ("Vannes", "56261"), ("Vannes", "nantes"), ("Vannes", "vannes lorient")])
    func notFound(name: String, typed: String) throws {
        #expect(!CommuneSearch(typed).finds(try self.standing("56260", name)))
    }

    @Test("The hour is by the department's clock, of today or of the day before, also where the clock was put back between")
    func hours() throws {
        // Monday 26 October 2026, 9:30 in Paris; on Sunday the clock was put back.
        let clock = ZoneClock(now: { Instant(microseconds: 1_793_003_400_000_000) })
        func text(_ typed: String, _ isYesterday: Bool, _ zone: String = "Europe/Paris") -> String? {
            CallHour.instant(typed, isYesterday: isYesterday, in: zone, clock)?.text
        }
        #expect(text("9:13", false) == "2026-10-26T08:13:00.000Z" && text("09h13", false) == "2026-10-26T08:13:00.000Z")
        #expect(text("9 h 13", false) == "2026-10-26T08:13:00.000Z" && text("9:13", true) == "2026-10-25T08:13:00.000Z")
        #expect(text("0:30", true) == "2026-10-24T22:30:00.000Z")
        #expect(text("12:00", false, "Indian/Reunion") == "2026-10-26T08:00:00.000Z")
        for typed in ["", "9", "25:00", "9:60", "9:5:1", "midi", "9-13", "123:1", "９:13"] { #expect(text(typed, false) == nil, "\(typed)") }
        #expect(CallHour.written(clock.instant, in: "Europe/Paris", clock) == "09:30")
        #expect(CallHour.instant(rfc3339: "2026-10-26T08:13:00Z")?.text == "2026-10-26T08:13:00.000Z")
        #expect(CallHour.instant(rfc3339: "2026-10-26T09:13:00.250+01:00")?.text == "2026-10-26T08:13:00.250Z")
        #expect(CallHour.instant(rfc3339: "2026-10-26") == nil && CallHour.instant(rfc3339: "hier") == nil)
    }
}
