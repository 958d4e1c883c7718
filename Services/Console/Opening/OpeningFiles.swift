import Foundation
import Letters
import Mortality

/// The files that an opening writes its letters and its mailing list to. They hold codes: only their owner may read them, and none is written
/// over.
struct OpeningFiles {
    let letters: String
    let mailing: String

    /// Chooses the files.
    ///
    /// - Parameter code: Names the files that were not named. Where a file is there already, whose codes may still be valid, a number is
    ///   put behind the name.
    /// - Throws: `ConsoleError` where no file can be: that is found before codes are made which only they will hold.
    init(letters: String?, mailing: String?, of code: DepartmentCode) throws(ConsoleError) {
        self.letters = try Self.free(letters ?? "lettres-\(code).pdf")
        self.mailing = try Self.free(mailing ?? "courriels-\(code).csv")
        guard self.letters != self.mailing else { throw ConsoleError("--letters and --mailing name the same file") }
    }

    private static func free(_ path: String) throws(ConsoleError) -> String {
        let address = URL(fileURLWithPath: path)
        let folder = address.deletingLastPathComponent().path
        guard FileManager.default.isWritableFile(atPath: folder) else { throw ConsoleError("\(folder) is no folder that files can be written to") }
        var (candidate, number) = (path, 2)
        let suffix = address.pathExtension.isEmpty ? "" : ".\(address.pathExtension)"
        while FileManager.default.fileExists(atPath: candidate) {
            candidate = "\(path.dropLast(suffix.count))-\(number)\(suffix)"
            number += 1
        }
        return candidate
    }

    /// Writes both files, unless there is nothing to write.
    ///
    /// - Throws: `ConsoleError` that says what to do about codes that nobody has seen.
    func write(_ letters: [Letter]) throws(ConsoleError) {
        guard !letters.isEmpty else { return }
        do {
            try self.write(try LetterBook.pdf(letters, by: .now + .seconds(120)), to: self.letters)
            try self.write(MailingList.csv(letters), to: self.mailing)
        } catch {
            throw ConsoleError("the codes are made, and could not be written (\(error)): run the same again with --renew-codes")
        }
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        let partial = "\(path).partial"
        try? FileManager.default.removeItem(atPath: partial)
        guard FileManager.default.createFile(atPath: partial, contents: Data(bytes), attributes: [.posixPermissions: 0o600]) else {
            throw ConsoleError("\(path) cannot be written")
        }
        try FileManager.default.moveItem(atPath: partial, toPath: path)
    }
}
