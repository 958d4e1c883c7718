import Glibc

/// Writes the headers of a mail, each on one line (RFC 5322, RFC 2047, RFC 8058).
enum MailHeaders {
    /// Returns the headers.
    ///
    /// - Parameters:
    ///   - sender: Whom the mail comes from.
    ///   - name: What the sender is called.
    static func lines(of mail: Mail, from sender: MailAddress, called name: String) -> [String] {
        var lines = [
            "Date: \(self.date(mail.date))",
            "From: \(self.phrase(name)) <\(sender)>",
            "To: <\(mail.to)>",
            "Subject: \(EncodedWords.text(mail.subject, after: 9))",
            "Message-ID: \(mail.messageID)",
            // Nobody's machine answers a machine (RFC 3834).
            "Auto-Submitted: auto-generated",
        ]
        if let unsubscribe = mail.unsubscribe {
            lines.append("List-Unsubscribe: <\(unsubscribe)>")
            lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
        }
        return lines
    }

    /// Writes a name before an address: as a quoted text, or as encoded words.
    private static func phrase(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
        return isPlain ? "\"\(name)\"" : EncodedWords.text(name, after: 6)
    }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Writes a date: `Mon, 30 Nov 2026 22:50:00 +0000`.
    ///
    /// - Parameter seconds: Since 1970.
    static func date(_ seconds: Int64) -> String {
        var instant = time_t(seconds)
        var parts = tm()
        guard gmtime_r(&instant, &parts) != nil, self.days.indices.contains(Int(parts.tm_wday)), self.months.indices.contains(Int(parts.tm_mon)) else {
            return "Thu, 01 Jan 1970 00:00:00 +0000"
        }
        let (day, month) = (self.days[Int(parts.tm_wday)], self.months[Int(parts.tm_mon)])
        let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { self.two($0) }.joined(separator: ":")
        return "\(day), \(self.two(parts.tm_mday)) \(month) \(Int(parts.tm_year) + 1_900) \(time) +0000"
    }

    private static func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
