import Foundation
import TestBench
import Testing

/// A department that was opened just now, with what the letters to its mairies say.
struct OpenedDepartment: Sendable {
    struct Letter: Sendable {
        let commune: String
        let code: String
    }

    /// The letter of each mairie, in the order of the mailing list.
    let letters: [Letter]

    /// Opens a department as its people do, with new codes for all. It returns `nil`, and says so, where the department is not loaded.
    static func opening(_ department: String, at house: House) async throws -> OpenedDepartment? {
        guard house.hasDepartment(department) else {
            print("  department \(department) is not loaded here: its opening is not tried")
            return nil
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vigie-opening-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let mailing = folder.appendingPathComponent("mailing.csv").path
        let began = ContinuousClock.now
        try await house.console(
            "department", "open", department, "--url", house.url, "--renew-codes", "--call-centre", "05 56 00 00 00", "--mailing", mailing,
            "--letters", folder.appendingPathComponent("letters.pdf").path)
        print("  opened within \(ContinuousClock.now - began)")
        #expect(ContinuousClock.now - began < .seconds(120))
        let lines = try String(contentsOfFile: mailing, encoding: .utf8).split(separator: "\r\n").dropFirst()
        return OpenedDepartment(
            letters: lines.map { line in
                let cells = line.split(separator: ";", omittingEmptySubsequences: false)
                return Letter(commune: String(cells[0]), code: String(cells[4]))
            })
    }
}
