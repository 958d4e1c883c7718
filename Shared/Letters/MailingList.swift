import Mortality

/// Writes the same letters as a table, for whoever mails the links: a line for each commune, which spreadsheets open.
public enum MailingList {
    /// The media type of what `csv` gives.
    public static let contentType = "text/csv; charset=utf-8"

    static let columns = ["code", "commune", "courriel", "lien", "code_acces", "identifiant", "valable_jusqu_au", "centre_appel"]

    /// Writes the table in UTF-8, with the mark that spreadsheets know it by, `;` between values and CRLF after lines.
    public static func csv(_ letters: [Letter]) -> [UInt8] {
        let rows =
            [self.columns]
            + letters.map { letter in
                [
                    letter.commune.text, letter.name, letter.mail ?? "", letter.link, letter.code, letter.login, "\(letter.until)",
                    letter.callCentre ?? "",
                ]
            }
        return Array(("\u{FEFF}" + rows.map { $0.map { self.value($0) }.joined(separator: ";") + "\r\n" }.joined()).utf8)
    }

    /// Writes a value, in quotes where it must be. What a spreadsheet would take for a formula becomes text.
    private static func value(_ text: String) -> String {
        let plain = text.first.map { "=+-@\t\r".contains($0) } == true ? "'\(text)" : text
        guard plain.contains(where: { ";\"\r\n".contains($0) }) else { return plain }
        return "\"\(plain.replacing("\"", with: "\"\""))\""
    }
}
