import French
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Mortality
import Persistence
import Runtime
import Testing
import Web

@testable import Accounts
@testable import Portal

@Suite("The audit as a page", .timeLimit(.minutes(3)))
struct AuditPageTests {
    /// Every word that this version writes.
    private static let actions: [AuditAction] = [
        .signedIn, .signInRefused, .signedOut, .signedOutEverywhere, .sessionEnded, .passwordSet, .secondFactorSet, .secondFactorRemoved, .recoveryCodeUsed,
        .accountCreated, .accountInvited, .invitationRedeemed, .accountChanged, .rolesChanged, .accountMoved, .accountDisabled, .accountEnabled, .accountReset,
        .accountErased, .accountExported, .dossierSeen, .alertActedUpon, .figuresExported, .callNoted, .callsExported, .auditRead, .auditExported, .auditSealed,
        .retentionChanged, .bannerSet, .bannerCleared, .departmentOpened, .departmentPaused, .departmentResumed, .departmentClosed, .identityTied,
        .identityUntied,
        .invitationMailed, .passwordForgotten, .reminderSet, .reminderStopped,
    ]

    @Test("Every action has French")
    func words() {
        #expect(AuditWords.actions.map(\.key).sorted() == Self.actions.map(\.word).sorted())
        #expect(AuditWords.actor("console:root@host") == "vigiectl, root sur host" && AuditWords.actor("nobody") == "personne de connu")
        #expect(AuditWords.subject("commune:56260") == "commune 56260" && AuditWords.subject("what:else") == "what:else")
    }

    @Test(
        "What an entry says besides is told in French",
        arguments: [
            ("signed-in", "with a second factor", "avec le code du téléphone"),
            (
                "signed-in", "by the identity provider, with a second factor of its own (eidas2)",
                "par le fournisseur d’identité, avec son propre second facteur (eidas2)"
            ),
            ("sign-in-refused", "password", "mot de passe"), ("account-reset", "password and second factor", "mot de passe et code du téléphone"),
            ("account-created", "demonstration, +clerk commune:56260", "démonstration, + agent de mairie (commune 56260)"),
            ("roles-changed", "+auditor nation, -region-reader region:53", "+ audit (France), − lecture en région (région 53)"),
            ("account-moved", "commune 56001 -> 56260, which it is part of now", "commune 56001 → 56260, dont elle fait partie"),
            ("call-noted", "wrong-number, 2026-11-30T10:00:00Z", "numéro faux, 2026-11-30T10:00:00Z"),
            ("signed-out-everywhere", "sessions 3", "3\u{A0}appareils"),
            ("audit-sealed", "entries 1", "1\u{A0}ligne"), ("retention-changed", "months 12 -> 6", "12 → 6 mois"),
            ("figures-exported", "date=2020-04-01", "date=2020-04-01"),
            ("signed-in", "with something of later", "with something of later"),
        ])
    func details(_ action: String, _ text: String, _ french: String) {
        #expect(AuditWords.detail(text, of: action) == french)
    }

    @Test("An auditor reads it in French, by day, account and action, page by page; each look is written into it")
    func page() async throws {
        try await withPeople { bench in
            let auditor = try await bench.person("auditor", "auditor@nation")
            let clerk = try await bench.person("marie", "clerk@commune:56260")
            for number in 0..<60 {
                try await bench.people.audit.write(
                    AuditNote(.figuresExported, by: Author(.account(clerk.id), address: "192.0.2.7"), on: "/v1/france/map.pdf", detail: "number \(number)"))
            }
            try await bench.open { client in
                let browser = try await bench.browser(client, as: auditor)
                let first = try await browser.open("/audit")
                #expect(first.status == .ok && first.text.contains("Chiffres ou carte exportés") && first.text.contains("50\u{A0}lignes affichées"))
                #expect(first.text.contains("compte \(clerk.id)") && first.text.contains("192.0.2.7") && !first.text.contains("Personne marie"))
                let next = try #require(first.text.firstMatch(of: /href="(\/audit\?[^"]*apres=\d+)" rel="next"/)).1
                let second = try await browser.open(String(next).replacing("&amp;", with: "&"))
                #expect(second.text.contains("Compte créé") && second.text.contains("vigiectl, tests sur bench"))
                let found = try await browser.open("/audit?compte=\(clerk.id)&action=invitation-redeemed")
                #expect(found.text.contains("1\u{A0}ligne affichée") && found.text.contains("selected>Invitation utilisée"))
                let today = bench.people.clock.today(in: "Europe/Paris")
                #expect(
                    try await browser.open("/audit?compte=\(clerk.id)&action=invitation-redeemed&du=\(today)&au=\(today)").text.contains(
                        "1\u{A0}ligne affichée"))
                let tomorrow = today.advanced(by: 1)
                #expect(try await browser.open("/audit?compte=\(clerk.id)&du=\(tomorrow)").text.contains("Aucune ligne ne répond"))
                #expect(try await browser.open("/audit?compte=\(clerk.id)&au=\(today.advanced(by: -1))").text.contains("Aucune ligne ne répond"))
                for (query, words) in [
                    ("du=hier", "Saisissez un jour"), ("compte=marie", "Saisissez le numéro"), ("du=\(tomorrow)&au=\(today)", "avant le premier"),
                ] {
                    let refused = try await browser.open("/audit?\(query)")
                    #expect(refused.status == .unprocessableContent && refused.text.contains(words) && refused.text.contains("aria-invalid"), "\(query)")
                }
                #expect(try await bench.actions(by: auditor.id).filter { $0 == "audit-read" }.count == 6)
            }
        }
    }

    @Test("It leaves as a table, which is written into it before; nothing in it is computed by a spreadsheet")
    func table() async throws {
        try await withPeople { bench in
            let auditor = try await bench.person("auditor", "auditor@nation")
            try await bench.people.audit.write(AuditNote(.bannerSet, by: PeopleBench.author, on: "banner", detail: "=1+1; \"oui\""))
            for number in 0..<1_100 { try await bench.people.audit.write(AuditNote(.signedOut, by: PeopleBench.author, on: "n:\(number)")) }
            try await bench.open { client in
                let browser = try await bench.browser(client, as: auditor)
                let page = try await browser.open("/audit?action=banner-set")
                let link = try #require(page.text.firstMatch(of: /href="(\/v1\/audit\.csv[^"]*)"/)).1.replacing("&amp;", with: "&")
                let table = try await browser.ask(.get, String(link))
                #expect(
                    table.status == .ok && table.headers[.contentType] == "text/csv; charset=utf-8"
                        && table.headers[.contentDisposition]?.contains("audit-") == true)
                let rows = table.text.split(separator: "\r\n")
                #expect(rows.count == 2 && rows[0].hasSuffix("Numéro;Instant (UTC);Auteur;Action;Objet;Détail;Adresse;Corrélation;Chaînon;Empreinte"))
                #expect(rows[1].contains(";console:tests@bench;banner-set;banner;\"'=1+1; \"\"oui\"\"\";"))
                #expect(try await browser.ask(.get, "/v1/audit.csv?action=signed-out").text.split(separator: "\r\n").count == 1_101)
                let today = bench.people.clock.today(in: "UTC")
                #expect(try await browser.ask(.get, "/v1/audit.csv?action=signed-out&to=\(today)").text.split(separator: "\r\n").count == 1)
                #expect(try await browser.ask(.get, "/v1/audit.csv?action=signed-out&from=\(today)T00:00:00Z").text.split(separator: "\r\n").count == 1_101)
                let noted = try await bench.owner.query("SELECT coalesce(detail, '') FROM portal.audit WHERE action = 'audit-exported' ORDER BY id").map {
                    try $0.text(0)
                }
                #expect(noted == ["action=banner-set", "action=signed-out", "action=signed-out&to=\(today)", "action=signed-out&from=\(today)T00:00:00Z"])
                #expect(try await browser.ask(.get, "/v1/audit.csv?limit=3").status == .unprocessableContent)
            }
        }
    }
}
