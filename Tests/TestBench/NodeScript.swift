import Foundation

/// The project's `vigie` script, which starts and ends private nodes.
///
/// Tests and people use the same one, so that what the tests prove is what runs.
struct NodeScript: Sendable {
    /// Where the script lies: `VIGIE_SCRIPT`, or the root of the package that this file is in.
    static let url: URL = {
        if let given = ProcessInfo.processInfo.environment["VIGIE_SCRIPT"] { return URL(fileURLWithPath: given) }
        let here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        return here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("vigie")
    }()

    /// `postgres` or `rabbitmq`.
    let kind: String

    /// The folder that the node lives in.
    let folder: URL

    /// Runs `vigie node <kind> <arguments>` and returns what it printed on its standard output.
    ///
    /// The two outputs go to files rather than pipes: nobody has to drain them, however much is written.
    @discardableResult
    func run(_ verb: String, options: [String] = [], _ arguments: String...) async throws(NodeError) -> String {
        try await run(verb, options: options, arguments: arguments)
    }

    /// The same, with arguments that were collected before.
    @discardableResult
    func run(_ verb: String, options: [String] = [], arguments: [String]) async throws(NodeError) -> String {
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("vigie-node-\(UUID().uuidString)")
        let complaint = output.appendingPathExtension("err")
        defer {
            try? FileManager.default.removeItem(at: output)
            try? FileManager.default.removeItem(at: complaint)
        }
        let status: Int32
        do {
            try Data().write(to: output)
            try Data().write(to: complaint)
            status = try await launch(
                ["node", kind, verb] + options + [folder.path] + arguments,
                output: FileHandle(forWritingTo: output), complaint: FileHandle(forWritingTo: complaint))
        } catch {
            throw NodeError(node: kind, verb: verb, reason: "\(Self.url.path) cannot be run: \(error)")
        }
        guard status == 0 else {
            let reason = (try? String(contentsOf: complaint, encoding: .utf8)) ?? ""
            throw NodeError(
                node: kind, verb: verb, reason: reason.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        return (try? String(contentsOf: output, encoding: .utf8)) ?? ""
    }

    private func launch(_ arguments: [String], output: FileHandle, complaint: FileHandle) async throws -> Int32 {
        let process = Process()
        process.executableURL = Self.url
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = complaint
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }

    /// The value of `key` in lines of `KEY=value`.
    func value(_ key: String, in lines: String) throws(NodeError) -> String {
        for line in lines.split(separator: "\n") where line.hasPrefix("\(key)=") {
            return String(line.dropFirst(key.count + 1))
        }
        throw NodeError(node: kind, verb: "start", reason: "the script printed no \(key)")
    }

    /// A folder's name that no other test has, under the system's temporary folder.
    static func freshFolder(_ kind: String) -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("vigie-\(kind)-\(UUID().uuidString.prefix(8))")
    }

    /// Asks that the node end, and its folder go, when this test process ends, however it ends.
    static var endsWithThisProcess: [String] { ["--with", String(ProcessInfo.processInfo.processIdentifier)] }

    /// A name of lower-case letters and digits that nothing else has.
    static func freshName() -> String {
        "t" + UUID().uuidString.lowercased().filter { $0 != "-" }
    }
}
