import Accounts
import Foundation
import Mortality
import Testing

@testable import Letters

@Suite("Letters to town halls")
struct LettersTests {
    private static let names = [
        ("22113", "Lannion", ["Place du Général Leclerc", "22300 Lannion"]), ("22001", "Allineuc", []), ("22386", "Le Vieux-Bourg", []),
        (
            "22077", "Saint-Jean-Kerdaniel-sur-le-Trieux-et-les-Champs-de-la-Croix",
            ["Hôtel de ville", "1, rue d’une longueur que personne ne lit", "BP 12", "22999 Nulle-Part-les-Bains"]
        ),
    ]

    private static let day = CivilDay.first.advanced(by: 46_354)

    private static func opening(isExercise: Bool = false, callCentre: String? = "02 96 00 00 00") throws -> Opening {
        Opening(
            department: try DepartmentCode(isExercise ? "00" : "22"), name: isExercise ? "Exercice" : "Côtes-d’Armor",
            life: DepartmentLife(state: .open, since: Instant(microseconds: 0), callCentre: callCentre), communes: 4, made: 4,
            invitations: try self.names.map { code, name, _ in
                Opening.Invitation(commune: try CommuneCode(code), name: name, login: try Login("mairie-\(code)"), code: InvitationCode())
            })
    }

    private static func letters(isExercise: Bool = false, callCentre: String? = "02 96 00 00 00") throws -> [Letter] {
        let opening = try self.opening(isExercise: isExercise, callCentre: callCentre)
        return try zip(opening.invitations, self.names).map { invitation, name in
            let contact = try Contact(commune: invitation.commune, mail: name.1 == "Lannion" ? "mairie@lannion.bzh" : nil, address: name.2)
            return Letter(invitation, of: opening, contact: contact, root: "https://vigie.example.fr", day: self.day)
        }
    }

    private static var soon: ContinuousClock.Instant { .now + .seconds(30) }

    @Test("A page a commune, each with its own code and what to do with it, as text that can be found")
    func pages() throws {
        let letters = try Self.letters()
        let bytes = try LetterBook.pdf(letters, by: Self.soon)
        try Self.keep(bytes, as: "lettres.pdf")
        let text = PDFText(bytes)
        #expect(text.pageCount == 4 && text.pages.count == 4)
        for (page, letter) in zip(text.pages, letters) {
            #expect(page.contains(letter.code) && page.contains(letter.login) && page.contains("02 96 00 00 00"), "\(page)")
            #expect(page.contains("Côtes-d’Armor (22)") && page.contains("1.\n") && page.contains("2.\n") && page.contains("3.\n"))
            // The address may stand at the end of a line, and go on in the next.
            #expect(page.filter { !$0.isWhitespace }.contains("vigie.example.fr/invitation") && !page.contains("EXERCICE"), "\(page)")
            for other in letters where other.code != letter.code { #expect(!page.contains(other.code)) }
        }
        #expect(text.pages[0].contains("Mairie de Lannion") && text.pages[0].contains("Place du Général Leclerc\n22300 Lannion"))
        #expect(text.pages[1].contains("Mairie d’Allineuc\nAllineuc, Côtes-d’Armor (22)") && text.pages[2].contains("Mairie du Vieux-Bourg"))
    }

    @Test("The same letters give the same file, and it is black on white")
    func ink() throws {
        let letters = try Self.letters()
        let bytes = try LetterBook.pdf(letters, by: Self.soon)
        #expect(try LetterBook.pdf(letters, by: Self.soon) == bytes)
        for content in PDFText(bytes).contents {
            for match in content.matches(of: /(?m)^([0-9.]+) ([0-9.]+) ([0-9.]+) (?:rg|RG)/) {
                #expect([match.1, match.2, match.3].allSatisfy { $0 == "0" || $0 == "1" }, "\(match.0)")
            }
        }
    }

    @Test("The code's picture leads to the page with the code in its fragment, and is as large as cameras like")
    func link() throws {
        let letter = try #require(try Self.letters().first)
        #expect(letter.link == "https://vigie.example.fr/invitation#\(letter.code)" && letter.page == "vigie.example.fr/invitation")
        // 146 points for the whole picture: a module has more than 0.9 mm.
        #expect(Double(try QRCode(letter.link).width) * 0.9 / 25.4 * 72 < 146)
        #expect(letter.day.distance(to: letter.until) == 29)
    }

    @Test("Without a number the prefecture is named; a letter of the exercise says so")
    func variants() throws {
        let plain = PDFText(try LetterBook.pdf(try Self.letters(callCentre: nil), by: Self.soon))
        #expect(plain.pages.allSatisfy { $0.contains("Appelez la préfecture") && !$0.contains("centre d’appel") })
        let exercise = PDFText(try LetterBook.pdf(try Self.letters(isExercise: true), by: Self.soon))
        #expect(exercise.pages.allSatisfy { $0.contains("EXERCICE") })
        #expect(throws: (any Error).self) { try LetterBook.pdf(try Self.letters(), by: .now - .seconds(1)) }
    }

    @Test("A letter as a picture has all of a page")
    func picture() throws {
        for (number, letter) in try (Self.letters() + Self.letters(isExercise: true).suffix(1)).enumerated() {
            let png = try LetterBook.png(letter, scale: 1.6)
            #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            try Self.keep(png, as: "lettre-\(number).png")
        }
    }

    @Test("The list for mailing has a line a commune, and no cell that a spreadsheet would compute")
    func mailing() throws {
        let letters = try Self.letters(callCentre: "+33 2 96 00 00 00")
        let text = String(decoding: MailingList.csv(letters), as: UTF8.self)
        #expect(text.hasPrefix("\u{FEFF}code;commune;courriel;lien;"))
        let lines = text.split(separator: "\r\n")
        #expect(lines.count == 5)
        #expect(lines[1] == "22113;Lannion;mairie@lannion.bzh;\(letters[0].link);\(letters[0].code);mairie-22113;\(letters[0].until);'+33 2 96 00 00 00")
    }

    /// Keeps what was drawn where a person asked for it.
    private static func keep(_ bytes: [UInt8], as name: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["VIGIE_PICTURES"] else { return }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: folder).appendingPathComponent(name))
    }
}
