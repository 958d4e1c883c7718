import Accounts

/// The report of an opening for whoever typed the command. The only code in it is the administrator's: the others are in the files.
struct OpeningReport {
    let opening: Opening
    let letters: Int
    let files: OpeningFiles
    let root: String

    var lines: [String] {
        let department = self.opening.department
        var lines = [
            "\(department) \(self.opening.name) is \(self.opening.life.state.rawValue): \(self.opening.communes) communes, \(self.opening.made) accounts made."
        ]
        if self.letters > 0 {
            lines.append(
                "\(self.letters) letters are in \(self.files.letters), as many lines in \(self.files.mailing). They hold codes that are shown nowhere else: keep them as such."
            )
        }
        if self.opening.kept > 0 {
            lines.append(
                """
                \(self.opening.kept) town halls have a code that was given before and is not used. It stays valid and cannot be printed again, since only its HMAC \
                is kept. New ones: vigiectl department open \(department) --renew COMMUNE, or --renew-codes for all of them; the old ones open nothing then.
                """)
        }
        if self.opening.used > 0 { lines.append("\(self.opening.used) town halls have used theirs.") }
        if self.opening.disabled > 0 { lines.append("\(self.opening.disabled) town halls have an account that was disabled: it was left alone.") }
        if self.opening.life.state == .paused { lines.append("The department is paused: vigiectl department resume \(department) lets declarations in.") }
        if let administrator = self.opening.administrator {
            lines.append(
                "The administrator \(administrator.name) signs in as \(administrator.login). The code is valid once, for 30 days, and not shown again:")
            lines.append(administrator.code.text)
            lines.append("\(self.root)/invitation#\(administrator.code.text)")
        }
        return lines
    }
}
