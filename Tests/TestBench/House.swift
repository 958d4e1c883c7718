public import Foundation

/// A whole Vigie that `./vigie up` started, with its addresses and with ways to break it, for the tests that need all of it.
///
/// `./vigie test` starts one and names its folder in `VIGIE_TEST_HOUSE`; without that, such tests are skipped.
public struct House: Sendable {
    /// The house that this test run was given.
    public static let given: House? = {
        guard let path = ProcessInfo.processInfo.environment["VIGIE_TEST_HOUSE"] else { return nil }
        return House(folder: URL(fileURLWithPath: path))
    }()

    /// The reason why a test of the whole house is skipped.
    public static let absence = "needs a running house: ./vigie test starts one and names it in VIGIE_TEST_HOUSE"

    /// Returns the house of this test run; only for a test that is enabled when there is one.
    public static func required() throws(NodeError) -> House {
        guard let given else { throw NodeError(node: "house", verb: "find", reason: absence) }
        return given
    }

    /// The folder that holds everything of the house.
    public let folder: URL

    /// The address of the edge, as people reach it.
    public let url: String

    /// The key that may do everything.
    public let apiKey: String

    /// The address of PostgreSQL, as owner.
    public let databaseURL: String

    /// The address of the broker's management API.
    public let managementURL: String

    private let values: [String: String]

    /// Returns the value of a name in the house's `env`.
    ///
    /// - Throws: `NodeError` when the file has no such name.
    public func value(_ name: String) throws(NodeError) -> String {
        guard let value = self.values[name] else { throw NodeError(node: "house", verb: "read", reason: "its env has no \(name)") }
        return value
    }

    private init?(folder: URL) {
        self.folder = folder
        guard let text = try? String(contentsOf: folder.appendingPathComponent("env"), encoding: .utf8) else { return nil }
        var values: [String: String] = [:]
        for line in text.split(separator: "\n") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            values[String(line[..<equals])] = String(line[line.index(after: equals)...])
        }
        guard let url = values["VIGIE_URL"], let apiKey = values["VIGIE_API_KEY"],
            let databaseURL = values["VIGIE_DATABASE_URL"], let managementURL = values["VIGIE_AMQP_MANAGEMENT_URL"]
        else { return nil }
        self.values = values
        self.url = url
        self.apiKey = apiKey
        self.databaseURL = databaseURL
        self.managementURL = managementURL
    }

    /// Whether the house has loaded this department, alone or with all the others.
    public func hasDepartment(_ code: String) -> Bool {
        [code, "all"].contains { FileManager.default.fileExists(atPath: folder.appendingPathComponent("loaded/\($0)").path) }
    }

    /// Returns the instances of a service that are meant to run, such as `aggregation-1` and `aggregation-2`.
    public func instances(of service: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("run").path)) ?? []
        return names.filter { $0.hasSuffix(".plan") }.map { String($0.dropLast(5)) }
            .filter { $0.prefix { !$0.isNumber } == "\(service)-" }.sorted()
    }

    /// Returns the address at which an instance of a service tells of itself (`/metrics`, `/readyz`).
    public func address(of instance: String) -> String? {
        let plan = try? String(contentsOf: folder.appendingPathComponent("run/\(instance).plan"), encoding: .utf8)
        return plan?.split(separator: "\n").first { $0.hasPrefix("VIGIE_OPERATIONS_PORT=") }.map { "http://127.0.0.1:\($0.dropFirst(22))" }
    }

    /// Returns the address at which an instance of a service serves people itself, behind the edge.
    public func door(of instance: String) -> String? {
        let plan = try? String(contentsOf: folder.appendingPathComponent("run/\(instance).plan"), encoding: .utf8)
        return plan?.split(separator: "\n").first { $0.hasPrefix("VIGIE_PORT=") }.map { "http://127.0.0.1:\($0.dropFirst(11))" }
    }

    /// Ends an instance of a service with SIGKILL; its keeper starts it again. It returns false when the instance is down already.
    @discardableResult
    public func kill(_ instance: String) -> Bool {
        guard let process = self.process(of: instance) else { return false }
        return Foundation.kill(process, SIGKILL) == 0
    }

    /// Returns the process of an instance; `nil` when it is down.
    public func process(of instance: String) -> pid_t? {
        self.number(in: "run/\(instance).pid")
    }

    /// The project's script `vigie`.
    public var script: URL { VigieScript.url }

    /// Returns the process that keeps an instance alive.
    public func keeper(of instance: String) -> pid_t? { self.number(in: "run/\(instance).keeper") }

    /// Returns the process of the house's `postgres` or `rabbitmq`.
    public func node(_ kind: String) -> pid_t? { self.number(in: "\(kind)/pid") }

    private func number(in file: String) -> pid_t? {
        let text = try? String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        return text?.split(separator: " ").first.flatMap { pid_t($0) }
    }

    /// Runs `vigie up <options>` on the house, with the programs that it runs now.
    public func up(_ options: String...) async throws(NodeError) {
        do throws(VigieScript.Failure) {
            var script = VigieScript(house: self.folder)
            script.environment["VIGIE_BIN"] = VigieScript.programs.path
            _ = try await script.run(["up"] + options)
        } catch {
            throw NodeError(node: "house", verb: "up", reason: error.reason)
        }
    }

    /// Runs `vigie node rabbitmq <verb>` on the house's broker.
    @discardableResult
    public func broker(_ verb: String, _ arguments: String...) async throws(NodeError) -> String {
        try await NodeScript(kind: "rabbitmq", folder: folder.appendingPathComponent("rabbitmq")).run(verb, arguments: arguments)
    }

    /// Runs `vigie node postgres <verb>` on the house's database.
    @discardableResult
    public func database(_ verb: String, _ arguments: String...) async throws(NodeError) -> String {
        try await NodeScript(kind: "postgres", folder: folder.appendingPathComponent("postgres")).run(verb, arguments: arguments)
    }

    /// Runs `vigie ctl <arguments>`; a status other than 0 is an error with what it printed.
    @discardableResult
    public func console(_ arguments: String...) async throws(NodeError) -> String { try await self.console(arguments) }

    /// Runs `vigie ctl` with arguments that were put together.
    @discardableResult
    public func console(_ arguments: [String]) async throws(NodeError) -> String {
        do throws(VigieScript.Failure) {
            return try await VigieScript(house: folder).run(["ctl"] + arguments)
        } catch {
            throw NodeError(node: "vigiectl", verb: arguments.joined(separator: " "), reason: error.reason)
        }
    }

    /// The six digits that the second factor of an account for demonstration shows now: runs `vigie code <account>`.
    public func code(of account: String) async throws(NodeError) -> String {
        do throws(VigieScript.Failure) {
            return try await VigieScript(house: self.folder).run(["code", account.lowercased()]).trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            throw NodeError(node: "house", verb: "code", reason: error.reason)
        }
    }

    /// Returns the number of messages that each queue holds at this moment.
    public func queueDepths() async throws(NodeError) -> [String: Int] {
        var depths: [String: Int] = [:]
        for line in try await broker("ctl", "--quiet", "list_queues", "name", "messages").split(separator: "\n") {
            let fields = line.split(separator: "\t")
            if fields.count == 2, let depth = Int(fields[1]) { depths[String(fields[0])] = depth }
        }
        return depths
    }

    /// Returns the file for the picture of a page, for somebody to look at.
    public func screenshot(_ name: String) -> URL {
        let folder = self.folder.deletingLastPathComponent().appendingPathComponent("screenshots")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.appendingPathComponent(name)
    }

    /// The folder in which tests leave pictures and logs, beside the house.
    public func keepsake(_ name: String) -> URL {
        let evidence = folder.deletingLastPathComponent().appendingPathComponent("evidence")
        try? FileManager.default.createDirectory(at: evidence, withIntermediateDirectories: true)
        return evidence.appendingPathComponent(name)
    }
}
