import Browser
import Foundation
import NIOHTTP1
import TestBench
import Testing

/// The test of an alert from its first day to its last, as a prefecture sees it on the page, in a real browser, and through the API.
@Suite(
    "The life of an alert", .serialized, .enabled(if: House.given != nil, Comment(rawValue: House.absence)),
    .enabled(if: ChromeDriver.isInstalled, Comment(rawValue: ChromeDriver.absence)), .timeLimit(.minutes(5)))
struct AlertLifeTests {
    private let house: House
    private let client: HouseClient
    private let api: AlertClient

    init() throws {
        house = try House.required()
        client = HouseClient(house: house)
        api = AlertClient(client: client)
    }

    @Test("Raised, taken on, discussed, confirmed and closed")
    func life() async throws {
        let excess = try await Excess.declare(in: "00", client)
        do {
            let alert = try await api.raised(in: "00")
            print("  an alert of level \(alert.level) was raised, \(alert.confirmation)")
            try await outside(alert)
            try await ChromeDriver.withSession { browser in
                try await open(alert, in: browser)
                try await raised(alert, in: browser)
                try await acted(upon: alert, in: browser)
                try await closed(alert, in: browser)
                let complaints = try await browser.console().filter { $0.level == "SEVERE" && !$0.message.contains("favicon") }
                #expect(complaints.isEmpty, "the page's console complains: \(complaints.map(\.message))")
            }
            try await journal(of: alert)
            try await verified(alert)
            try await repeated(alert)
        } catch {
            try await excess.correct(client)
            throw error
        }
        try await excess.correct(client)
    }

    @Test("Who may only read sees alerts, and nothing to act with")
    func readerOnly() async throws {
        let key = try await house.console("key", "create", "--department", "00", "--scope", "read", "--label", "end to end")
            .trimmingCharacters(in: .whitespacesAndNewlines)
        // Services read keys every ten seconds.
        let status = try await client.poll(seconds: 30) {
            try await client.send(.GET, "/v1/alerts?department=00", key: key).status
        } until: {
            $0 == 200
        }
        #expect(status == 200)
        let refused = try await client.send(.POST, "/v1/alerts/\(UUID().uuidString.lowercased())/acknowledge", body: "{}", key: key)
        #expect(refused.status == 403)
        let unknown = try await client.send(.POST, "/v1/alerts/\(UUID().uuidString.lowercased())/acknowledge", body: "{}")
        #expect(unknown.status == 404)
        try await ChromeDriver.withSession { browser in
            try await browser.open("/departements/00", of: house, as: .administrator)
            try await browser.wait("the alerts", until: "document.getElementById('alerts').dataset.ready")
            let shown: Int = try await browser.evaluate(
                "done([...document.querySelectorAll('.actions')].filter(each => !each.hidden).length);")
            #expect(shown == 0)
        }
    }

    // MARK: The steps

    /// Checks what is told outside the prefecture.
    private func outside(_ alert: AlertClient.Alert) async throws {
        let told = try #require(try await api.alerts("").first { $0.id == alert.id })
        if alert.level == "red", alert.confirmation == "pending" {
            #expect(told.level == "orange" && told.confirmation == "pending" && told.explanation == nil)
            try await Outsider.come(to: client).readsNoRed(of: alert.id, in: "00")
        } else {
            #expect(told.level == alert.level)
        }
    }

    private func open(_ alert: AlertClient.Alert, in browser: BrowserSession) async throws {
        try await browser.open("/departements/00", of: house, as: .officer)
        try await browser.wait("the live connection", until: "document.getElementById('live').classList.contains('on')")
        try await browser.wait("the alert", until: "document.querySelector('#alerts-open [data-alert=\"\(alert.id)\"]')")
    }

    private func raised(_ alert: AlertClient.Alert, in browser: BrowserSession) async throws {
        let card = "#alerts-open [data-alert=\"\(alert.id)\"]"
        #expect(try await browser.text("\(card) .alert-title").contains("Surmortalité"))
        if alert.confirmation == "pending" {
            #expect(try await browser.text("\(card) .alert-confirmation").contains("non diffusé hors de la préfecture"))
        }
        #expect(try await browser.text("#ground").contains("Jugé sur"))
        let _: Bool = try await browser.evaluate("document.querySelector(given[0]).click(); done(true);", "\(card) .alert-title")
        try await browser.wait("the dossier", until: "document.querySelector('\(card) svg.plot path.plot-observed').getAttribute('d').length > 100")
        try await browser.wait("the journal", until: "document.querySelector('\(card) .journal').textContent.match(/Alerte (levée|rouverte)/)")
        try await keep("alert-1-raised.png", card, browser)
    }

    private func acted(upon alert: AlertClient.Alert, in browser: BrowserSession) async throws {
        let card = "#alerts-open [data-alert=\"\(alert.id)\"]"
        // The person who is signed in signs, and nobody else can.
        let name = try await browser.text(".vigie-person a")
        try await act("acknowledge", "Appels aux Ehpad en cours.", card, browser)
        try await browser.wait("who took it on", until: "document.querySelector('\(card)').textContent.includes('Prise en compte par ' + \(try quoted(name)))")
        #expect(try await api.detail(alert.id).alert.status == "acknowledged")
        #expect(try await api.detail(alert.id).alert.acknowledgedBy == name)

        try await act("comment", "Deux Ehpad touchés.", card, browser)
        try await browser.wait("the comment", until: "document.querySelector('\(card) .journal').textContent.includes('Deux Ehpad touchés.')")

        // The page shows what somebody else does without being reloaded.
        let elsewhere = try await client.send(
            .POST, "/v1/alerts/\(alert.id)/comment", body: #"{"by":"Permanence ARS","comment":"Vu à l’ARS."}"#)
        #expect(elsewhere.status == 200)
        try await browser.wait("another's comment", until: "document.querySelector('\(card) .journal').textContent.includes('Permanence ARS')")
        try await keep("alert-2-taken-on.png", card, browser)

        if alert.confirmation == "pending" {
            try await act("confirm", "", card, browser)
            try await browser.wait("the confirmation", until: "document.querySelector('\(card) .alert-confirmation').textContent.includes('Rouge confirmé')")
            let outside = try await client.poll {
                try await api.alerts("").first { $0.id == alert.id }
            } until: {
                $0?.level == "red"
            }
            #expect(outside?.level == "red" && outside?.confirmation == "confirmed")
            try await keep("alert-3-confirmed.png", card, browser)
        }
    }

    private func closed(_ alert: AlertClient.Alert, in browser: BrowserSession) async throws {
        let card = "#alerts-open [data-alert=\"\(alert.id)\"]"
        // Without a reason nothing is sent.
        let complaint: String = try await browser.evaluate(
            """
            const card = document.querySelector(given[0]);
            card.querySelector('.action-row [data-verb=close]').click();
            card.querySelector('.action-form button[type=submit]').click();
            done(card.querySelector('.action-form .error').textContent);
            """, card)
        #expect(complaint.contains("Dites pourquoi"))
        let _: Bool = try await browser.evaluate(
            "document.querySelector(given[0] + ' .action-row [data-verb=close]').click(); done(true);", card)
        try await act("close", "Exercice terminé.", card, browser)
        try await browser.wait("the alert among the closed", until: "document.querySelector('#alerts-closed [data-alert=\"\(alert.id)\"]')")
        #expect(try await browser.text("#alerts-status") == "Alerte close.")
        let _: Bool = try await browser.evaluate("document.getElementById('alerts-past').open = true; done(true);")
        #expect(try await browser.text("#alerts-closed [data-alert=\"\(alert.id)\"]").contains("Exercice terminé."))
        try await keep("alert-4-closed.png", "#alerts", browser)
        let told = try await api.detail(alert.id).alert
        #expect(told.status == "closed" && told.closingReason == "Exercice terminé.")
    }

    private func journal(of alert: AlertClient.Alert) async throws {
        let events = try await api.detail(alert.id).events
        #expect(events.map(\.number) == Array(1...events.count))
        // In a house where this test ran before, the alert was opened again and has earlier events.
        let done = events.filter { $0.by != nil }.map(\.kind).suffix(alert.confirmation == "pending" ? 5 : 4)
        #expect(Array(done) == ["acknowledged", "commented", "commented"] + (alert.confirmation == "pending" ? ["confirmed"] : []) + ["closed"])
    }

    /// Checks that the frozen dossier, computed again, gives the same figures.
    private func verified(_ alert: AlertClient.Alert) async throws {
        let told = try await house.console("alert", "verify", alert.id)
        #expect(told.contains("every figure is the same."), "\(told)")
        #expect(told.contains("expected") && !told.contains("DIFFERENT"))
        #expect(try await house.console("alert", "list", "--department", "00").contains(alert.id))
    }

    /// Checks that the same action again is answered as the first time, and that an action which is no longer possible is a conflict.
    private func repeated(_ alert: AlertClient.Alert) async throws {
        let again = try await client.send(.POST, "/v1/alerts/\(alert.id)/acknowledge", body: "{\"id\":\"\(UUID().uuidString.lowercased())\"}")
        #expect(again.status == 409)
        #expect(again.headers.first(name: "Content-Type")?.hasPrefix("application/problem+json") == true)
        #expect(try await client.send(.POST, "/v1/alerts/\(alert.id)/close", body: "{}").status == 422)
    }

    /// Fills in a form of the page as a person does, and waits until the form is gone.
    private func act(_ verb: String, _ comment: String, _ card: String, _ browser: BrowserSession) async throws {
        let _: Bool = try await browser.evaluate(
            """
            const [verb, comment, selector] = given;
            const card = document.querySelector(selector);
            card.querySelector('.action-row [data-verb=' + verb + ']').click();
            const form = card.querySelector('.action-form');
            form.querySelector('textarea').value = comment;
            form.querySelector('button[type=submit]').click();
            done(true);
            """, verb, comment, card)
        try await browser.wait("the end of the form", until: "!document.querySelector('.action-form')")
    }

    /// Returns the text as a JavaScript string.
    private func quoted(_ text: String) throws -> String { String(decoding: try JSONEncoder().encode(text), as: UTF8.self) }

    private func keep(_ name: String, _ selector: String, _ browser: BrowserSession) async throws {
        let _: Bool = try await browser.evaluate("document.querySelector(given[0]).scrollIntoView(); setTimeout(() => done(true), 200);", selector)
        try await browser.screenshot().write(to: house.keepsake(name))
    }
}
