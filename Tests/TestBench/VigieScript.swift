import Foundation

/// Runs the project's script `vigie` as people run it, so that what the tests prove is what runs.
struct VigieScript: Sendable {
    /// The error of a command that failed, which holds the script's own sentence.
    struct Failure: Error {
        let reason: String
    }

    /// The path of the script: `VIGIE_SCRIPT`, or the root of the package that this file is in.
    static let url: URL = {
        if let given = ProcessInfo.processInfo.environment["VIGIE_SCRIPT"] { return URL(fileURLWithPath: given) }
        let here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        return here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("vigie")
    }()

    /// The folder of the programs that a house runs: `VIGIE_BIN`, or what `./vigie test` built. Nothing may be built while tests run.
    static let programs =
        ProcessInfo.processInfo.environment["VIGIE_BIN"].map { URL(fileURLWithPath: $0) }
        ?? url.deletingLastPathComponent().appendingPathComponent(".build/release")

    /// The house that the commands are about; `nil` where it does not matter.
    var house: URL?

    /// The variables that are set besides those of this process.
    var environment: [String: String] = [:]

    /// - Parameter house: The house that the commands are about; `nil` where it does not matter.
    init(house: URL? = nil) { self.house = house }

    /// Runs `vigie <arguments>` and returns what it printed on its standard output.
    func run(_ arguments: [String]) async throws(Failure) -> String {
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("vigie-script-\(UUID().uuidString)")
        let complaint = output.appendingPathExtension("err")
        defer {
            try? FileManager.default.removeItem(at: output)
            try? FileManager.default.removeItem(at: complaint)
        }
        var environment = ProcessInfo.processInfo.environment.merging(self.environment) { $1 }
        if let house { environment["VIGIE_HOME"] = house.path }
        let status: Int32
        do throws(ChildProcess.Failure) {
            let child = try ChildProcess(
                Self.url.path, arguments, environment: environment, output: output, complaint: complaint)
            status = await child.end()
        } catch {
            throw Failure(reason: "the script cannot be run: \(error)")
        }
        let printed = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
        guard status == 0 else {
            let reason = (try? String(contentsOf: complaint, encoding: .utf8)) ?? ""
            throw Failure(reason: (reason + printed).trimmingCharacters(in: .whitespacesAndNewlines))
        }
        return printed
    }
}
