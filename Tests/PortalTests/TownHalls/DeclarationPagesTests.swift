import Answering
import Contracts
import HTTPTypes
import HummingbirdTesting
import Mortality
import Runtime
import Testing
import Web

@testable import Accounts
@testable import Portal

/// The clerk's pages without a script: from the form to the receipt, and what goes wrong on the way.
@Suite("Declaring without a script", .timeLimit(.minutes(3)))
struct DeclarationPagesTests {
    private static func others() -> Asked {
        Asked { router in
            router.on(AggregationMethods.communeDeclarations) { request, caller in
                _ = try caller.department(String(request.commune.prefix(2)))
                return Vigie_V1_CommuneDeclarationsReply()
            }
        }
    }

    /// A clerk of Vannes before a door.
    private func withClerk(_ body: @escaping @Sendable (TestBrowser, ScriptedDoor) async throws -> Void) async throws {
        let door = ScriptedDoor()
        try await withPeople(others: Self.others(), door: door, hasExercise: true) { bench in
            let clerk = try await bench.person("jeanne", "clerk@commune:56260")
            try await bench.open { client in try await body(try await bench.browser(client, as: clerk), door) }
        }
    }

    /// The hidden id of a page's form.
    private static func id(in page: String) throws -> String {
        String(try #require(page.firstMatch(of: /name="id" value="([0-9a-f-]{36})"/)).1)
    }

    private static let death = ["commune": "56260", "lieu": "careHome", "nature": "covidSuspected", "jour": "aujourdhui", "nombre": "1"]

    @Test("The form leads to the receipt; sent twice it is one declaration; sent back with something else, it is told as it was declared")
    func declaring() async throws {
        try await self.withClerk { browser, door in
            #expect(try await browser.open("/mairie").location == "/mairie/")
            let screen = try await browser.open("/mairie/")
            #expect(screen.status == .ok && screen.text.contains("Déclarer un décès") && screen.text.contains("data-realm=\"real\""))
            #expect(screen.text.contains("Déclarez les décès survenus dans la commune, pas les transcriptions"))
            let form = try await browser.open("/mairie/declarer?commune=56260").text
            let fields = try Self.death.merging(["id": Self.id(in: form)]) { $1 }
            for _ in 1...2 {
                let sent = try await browser.submit("/mairie/declarer", fields)
                #expect(sent.status == .seeOther && sent.location == "/mairie/recu/\(fields["id"] ?? "")?commune=56260&recu=r1")
            }
            #expect(door.held.count == 1 && door.letters.allSatisfy { $0.realm == .usual })
            let receipt = try await browser.open("/mairie/recu/\(fields["id"] ?? "")?commune=56260&recu=r1").text
            #expect(receipt.contains("Comptée") && receipt.contains("Ehpad ou résidence") && receipt.contains("bien arrivée"))
            // The same form, changed by hand and sent back.
            let back = try await browser.submit("/mairie/declarer", fields.merging(["lieu": "home"]) { $1 })
            #expect(back.status == .seeOther && back.location?.hasSuffix("deja=1") == true && door.held.count == 1)
            let told = try await browser.open("/mairie/recu/\(fields["id"] ?? "")?commune=56260&deja=1").text
            #expect(told.contains("était déjà envoyée") && told.contains("Ehpad ou résidence") && told.contains("/mairie/corriger/"))
        }
    }

    @Test("Whatever goes wrong, the form comes back as it was typed, with the same id")
    func failing() async throws {
        try await self.withClerk { browser, door in
            let id = try Self.id(in: try await browser.open("/mairie/declarer").text)
            let wrong = try await browser.submit("/mairie/declarer", ["id": id, "commune": "56260", "nature": "unknown", "jour": "hier", "nombre": "1"])
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("<title>Erreur – ") && wrong.text.contains("Choisissez le lieu"))
            #expect(try Self.id(in: wrong.text) == id && wrong.text.contains("id=\"nature-unknown\" name=\"nature\" value=\"unknown\" required checked"))
            #expect(door.letters.isEmpty)
            door.close(true)
            let away = try await browser.submit("/mairie/declarer", Self.death.merging(["id": id]) { $1 })
            #expect(away.status == .serviceUnavailable && away.headers[.retryAfter] == "7" && away.text.contains("envoyez de nouveau"))
            #expect(try Self.id(in: away.text) == id && away.text.contains("value=\"careHome\" required checked"))
            #expect(try await browser.open("/mairie/recu/\(id)?commune=56260").status == .serviceUnavailable)
            door.close(false)
            door.answer(.refused(field: "occurredOn", reason: "after today in the commune, 2026-11-30"))
            #expect(try await browser.submit("/mairie/declarer", Self.death.merging(["id": id]) { $1 }).status == .unprocessableContent)
            door.answer(.refused(field: nil, reason: "Reprise lundi."))
            let paused = try await browser.submit("/mairie/declarer", Self.death.merging(["id": id]) { $1 })
            #expect(paused.status == .conflict && paused.text.contains("Reprise lundi."))
            #expect(try await browser.submit("/mairie/declarer", Self.death.merging(["id": id]) { $1 }).status == .seeOther)
            #expect(door.held.count == 1)
            // Nobody types these, and nobody sees a page of it.
            for fields in [["id": "x"], ["commune": "56121"], ["commune": "99999"], ["revision": "x"]] {
                #expect(
                    [403, 404, 422].contains(
                        try await browser.submit("/mairie/declarer", Self.death.merging(["id": id]) { $1 }.merging(fields) { $1 }).status.code))
            }
        }
    }

    @Test("Who has just ended a session elsewhere declares all the same: a token of before is followed by another")
    func tokenRefused() async throws {
        try await self.withClerk { browser, door in
            let id = try Self.id(in: try await browser.open("/mairie/declarer").text)
            door.answer(.closed(DoorClosed(isTokenRefused: true)))
            #expect(try await browser.submit("/mairie/declarer", Self.death.merging(["id": id]) { $1 }).status == .seeOther)
            #expect(door.letters.count == 2 && Set(door.letters.map(\.token)).count == 2 && door.held.count == 1)
            // Once: what is refused again is told.
            let other = try Self.id(in: try await browser.open("/mairie/declarer").text)
            door.answer(.closed(DoorClosed(isTokenRefused: true)), .closed(DoorClosed(isTokenRefused: true)))
            let closed = try await browser.submit("/mairie/declarer", Self.death.merging(["id": other, "nature": "other"]) { $1 })
            #expect(closed.status == .serviceUnavailable && door.held.count == 1)
        }
    }

    @Test("A surprising number is asked about once, never refused")
    func surprising() async throws {
        try await self.withClerk { browser, door in
            let id = try Self.id(in: try await browser.open("/mairie/declarer").text)
            let many = Self.death.merging(["id": id, "nombre": "25"]) { $1 }
            let asked = try await browser.submit("/mairie/declarer", many)
            #expect(asked.status == .ok && asked.text.contains("id=\"question\"") && asked.text.contains("9,5") && door.letters.isEmpty)
            #expect(try await browser.submit("/mairie/declarer", many.merging(["confirme": "1"]) { $1 }).status == .seeOther)
            #expect(door.held.first?.deaths.number == 25)
        }
    }

    @Test("Corrected with a reason, then withdrawn with one; without a reason neither")
    func changing() async throws {
        try await self.withClerk { browser, door in
            let id = try Self.id(in: try await browser.open("/mairie/declarer").text)
            _ = try await browser.submit("/mairie/declarer", Self.death.merging(["id": id]) { $1 })
            let form = try await browser.open("/mairie/corriger/\(id)?commune=56260").text
            #expect(form.contains("name=\"revision\" value=\"2\"") && form.contains("value=\"careHome\" required checked") && form.contains("Erreur de saisie"))
            let changed = Self.death.merging(["id": id, "revision": "2", "lieu": "healthFacility"]) { $1 }
            #expect(try await browser.submit("/mairie/corriger/\(id)", changed).status == .unprocessableContent)
            #expect(
                try await browser.submit("/mairie/corriger/\(DeclarationID(bytes: [UInt8](repeating: 1, count: 16)))", changed).status == .unprocessableContent)
            #expect(try await browser.submit("/mairie/corriger/\(id)", changed.merging(["motif": "Erreur de saisie"]) { $1 }).status == .seeOther)
            #expect(try await browser.submit("/mairie/retirer/\(id)", ["commune": "56260", "revision": "3"]).status == .unprocessableContent)
            for _ in 1...2 {
                let left = try await browser.submit("/mairie/retirer/\(id)", ["commune": "56260", "revision": "3", "motif": "Décès déclaré deux fois"])
                #expect([.seeOther, .ok].contains(left.status))
            }
            let last = try #require(door.held.first)
            #expect(door.held.count == 1 && last.isWithdrawn && last.revision.number == 3 && last.circumstances?.place == .healthFacility)
            let history = try await browser.open("/mairie/recu/\(id)?commune=56260").text
            #expect(
                history.contains("Retirée") && history.contains("Remplacée") && history.contains("Décès déclaré deux fois")
                    && !history.contains("/mairie/corriger/"))
        }
    }

    @Test("No death: a day by one button, all of them by another; sent twice they are the same")
    func zeros() async throws {
        try await self.withClerk { browser, door in
            let page = try await browser.open("/mairie/?aucun=1").text
            #expect(door.letters.isEmpty, "opening the page says nothing")
            let ids = Dictionary(
                uniqueKeysWithValues: page.matches(of: /name="id-(\d{4}-\d\d-\d\d)" value="([0-9a-f-]{36})"/).map { ("id-\($0.1)", String($0.2)) })
            #expect(ids.count == 7)
            let day = try #require(ids.keys.max()).dropFirst(3)
            let one = try await browser.submit("/mairie/aucun", ids.merging(["commune": "56260", "jour": String(day)]) { $1 })
            #expect(one.status == .seeOther && one.location == "/mairie/?commune=56260&fait=aucun" && door.held.count == 1)
            for _ in 1...2 {
                #expect(
                    try await browser.submit("/mairie/aucun", ids.merging(["commune": "56260", "jour": "tous"]) { $1 }).location?.hasSuffix("fait=aucun")
                        == true)
            }
            #expect(door.held.count == 7 && door.held.allSatisfy { $0.deaths.number == 0 && $0.circumstances == nil } && Set(door.held.map(\.day)).count == 7)
            door.close(true)
            #expect(
                try await browser.submit("/mairie/aucun", ids.merging(["commune": "56260", "jour": "tous"]) { $1 }).location?.hasSuffix("fait=ferme") == true)
            #expect(try await browser.open("/mairie/?commune=56260&fait=ferme").text.contains("Rien n’a été envoyé"))
        }
    }

    @Test("What is typed for practice leaves for the lent commune of the exercise department, and for nowhere else")
    func practice() async throws {
        try await self.withClerk { browser, door in
            let screen = try await browser.open("/mairie/exercice").text
            #expect(screen.contains("data-realm=\"exercise\"") && screen.contains("Rien de ce que vous faites ici ne compte"))
            let form = try await browser.open("/mairie/exercice/declarer").text
            let id = try Self.id(in: form)
            // Whatever commune the form claims.
            for commune in ["56260", "00003", ""] {
                let sent = try await browser.submit("/mairie/exercice/declarer", Self.death.merging(["id": id, "commune": commune]) { $1 })
                #expect(sent.status == .seeOther && sent.location?.hasPrefix("/mairie/exercice/recu/\(id)") == true)
            }
            #expect(door.letters.allSatisfy { $0.realm == .exercise && $0.declaration.commune.department.isExercise } && door.held.count == 1)
            let lent = try #require(door.held.first).commune.text
            #expect(["00003", "00004"].contains(lent))
            // The pages of real communes do not open it, and a token is given for it alone.
            #expect(
                try await browser.submit("/mairie/declarer", Self.death.merging(["id": id, "commune": lent == "00003" ? "00004" : "00003"]) { $1 }).status
                    == .forbidden)
            #expect(try await browser.ask(.post, "/v1/token", "{\"commune\":\"\(lent)\"}").status == .ok)
            for other in ["00001", "00002", lent == "00003" ? "00004" : "00003"] {
                #expect(try await browser.ask(.post, "/v1/token", "{\"commune\":\"\(other)\"}").status == .forbidden)
            }
        }
    }

    @Test("An officer declares for any commune of the department, marked so; a commune elsewhere is not theirs")
    func onBehalf() async throws {
        let door = ScriptedDoor()
        try await withPeople(others: Self.others(), door: door, hasExercise: true) { bench in
            let officer = try await bench.person("paul", "prefecture-officer@department:56")
            try await bench.open { client in
                let browser = try await bench.browser(client, as: officer)
                let search = try await browser.open("/mairie/?q=lor").text
                #expect(search.contains("Déclarer pour une commune") && search.contains("/mairie/?commune=56121") && !search.contains("/mairie/?commune=56260"))
                #expect(try await browser.open("/mairie/?q=xyz").text.contains("Aucune commune de ce nom"))
                let page = try await browser.open("/mairie/?commune=56121").text
                #expect(page.contains("À la place de la mairie") && page.contains("Mairie de Lorient"))
                let id = try Self.id(in: try await browser.open("/mairie/declarer?commune=56121").text)
                #expect(try await browser.submit("/mairie/declarer", Self.death.merging(["id": id, "commune": "56121"]) { $1 }).status == .seeOther)
                #expect(door.held.first?.commune.text == "56121")
                #expect(try await browser.open("/mairie/?commune=29019").status == .forbidden)
            }
        }
    }

    @Test("The shell and the worker are the same for everybody, may be kept, and name nobody")
    func shell() async throws {
        try await self.withClerk { browser, _ in
            let shell = try await browser.open("/mairie/application")
            #expect(shell.status == .ok && !shell.text.contains("jeanne") && !shell.text.contains("name=\"jeton\"") && shell.text.contains("id=\"mairie\""))
            let control = shell.headers[.cacheControl] ?? ""
            #expect(!control.contains("private") && !control.contains("no-store"))
            let worker = try await browser.open("/mairie/worker.js")
            #expect(worker.headers[.contentType] == "text/javascript; charset=utf-8" && worker.text.contains("page: '/mairie/application'"))
            // What it may do is its own answer's to say, not the page's: without this it could not even load its module.
            let policy = worker.headers[.contentSecurityPolicy] ?? ""
            #expect(policy.contains("script-src 'self'") && policy.contains("connect-src 'self'") && !policy.contains("unsafe"))
            for address in worker.text.matches(of: /"(\/[^"]+)"/).map({ String($0.1) }) {
                let kept = try await browser.open(address)
                #expect(kept.status == .ok, "\(address)")
                #expect(!(kept.headers[.cacheControl] ?? "").contains("no-store"), "\(address)")
            }
            let manifest = try await browser.open("/mairie/manifest.webmanifest")
            #expect(manifest.json["scope"] as? String == "/mairie/" && (manifest.json["icons"] as? [Any])?.count == 4)
        }
    }
}
