import Accounts
import Cartography
import French
import Mortality

/// Draws all letters of an opening into one file: a page for each commune, in black and white.
public enum LetterBook {
    /// The media type of what `pdf` gives.
    public static let contentType = "application/pdf"

    /// Draws the letters as a PDF file. Call it on a thread that may be held up: a department takes a fraction of a second.
    ///
    /// - Throws: `PictureError` past the deadline or without memory; `QRCode.Fault` for an address that is too long to be drawn.
    public static func pdf(_ letters: [Letter], by deadline: ContinuousClock.Instant) throws -> [UInt8] {
        let codes = try letters.map { try QRCode($0.link) }
        let properties = Paper.Properties(
            title: "Codes des mairies, \(letters.first?.department ?? "")", subject: FrenchText.count(letters.count, "lettre", "lettres"),
            day: "\(letters.first?.day.description ?? "2026-01-01")")
        return try Paper.pdf(pages: letters.count, properties, by: deadline) { paper, page in
            LetterPage(letter: letters[page], code: codes[page], paper: paper).draw()
        }
    }

    /// Draws one letter as a picture, to look at.
    ///
    /// - Throws: As `pdf`.
    public static func png(_ letter: Letter, scale: Double) throws -> [UInt8] {
        let code = try QRCode(letter.link)
        return try Paper.png(scale: scale) { LetterPage(letter: letter, code: code, paper: $0).draw() }
    }
}
