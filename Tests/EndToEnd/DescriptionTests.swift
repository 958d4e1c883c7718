import Foundation
import TestBench
import Testing

/// The Python programs that `./vigie test` installs from PyPI.
enum PythonPrograms {
    /// The folder of the Python programs; `nil` when they are not installed.
    static let folder: URL? = {
        guard let path = ProcessInfo.processInfo.environment["VIGIE_TEST_PYTHON"] else { return nil }
        let named = URL(fileURLWithPath: path)
        let needed = ["schemathesis", "openapi-python-client", "python"]
        return needed.allSatisfy { FileManager.default.isExecutableFile(atPath: named.appendingPathComponent($0).path) } ? named : nil
    }()
}

/// The tests of what other programs make of `openapi.json`: a client that declares, and requests that try the service.
@Suite(
    "The description is as tight as the service", .serialized,
    .enabled(if: House.given != nil, Comment(rawValue: House.absence)),
    .enabled(if: PythonPrograms.folder != nil, "VIGIE_TEST_PYTHON names no folder with schemathesis and openapi-python-client: `./vigie test` installs them"))
struct DescriptionTests {
    private let client: HouseClient
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vigie-description-\(UUID().uuidString)")

    init() throws {
        client = HouseClient(house: try House.required())
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Runs one of the programs, and returns its exit status and what it printed.
    private func run(_ program: String, _ arguments: [String]) async throws -> (status: Int32, printed: String) {
        let programs = try #require(PythonPrograms.folder)
        let (output, complaint) = (folder.appendingPathComponent(UUID().uuidString), folder.appendingPathComponent(UUID().uuidString))
        var environment = ProcessInfo.processInfo.environment
        // The generator calls a formatter that lies beside it.
        environment["PATH"] = programs.path + ":" + (environment["PATH"] ?? "")
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        environment["SCHEMATHESIS_HOOKS"] =
            URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Programs/schemathesis_hooks.py").path
        let child = try ChildProcess(
            programs.appendingPathComponent(program).path, arguments, environment: environment, output: output, complaint: complaint)
        let status = await child.end()
        let printed = [output, complaint].map { (try? String(contentsOf: $0, encoding: .utf8)) ?? "" }.joined()
        return (status, printed)
    }

    private func description() async throws -> URL {
        let file = folder.appendingPathComponent("openapi.json")
        try await client.get("/v1/openapi.json").body.write(to: file)
        return file
    }

    @Test("A client that is generated from it declares, alone and as a batch")
    func generatedClient() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let package = folder.appendingPathComponent("vigie_client")
        let made = try await run(
            "openapi-python-client", ["generate", "--path", try await description().path, "--output-path", package.path, "--meta", "none"])
        try #require(made.status == 0, "\(made.printed.suffix(2_000))")
        let silent = try await client.silentCommunes(of: "00", 1)
        let commune = try #require(silent.communes.first, "every commune has declared already")
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Programs/declare.py")
        let declared = try await run("python", [script.path, folder.path, client.house.url, client.house.apiKey, commune.commune, silent.date])
        #expect(declared.status == 0, "\(declared.printed.suffix(2_000))")
    }

    /// A batch is answered row by row, so that a wrong row is no error of the batch.
    @Test(
        "Schemathesis finds no answer that it does not describe, and nothing that breaks the service",
        arguments: [("^/v1/declarations(/\\{id\\})?$", ",negative_data_rejection"), ("^/v1/declarations/batch$", "")])
    func schemathesis(paths: String, more: String) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let tried = try await run(
            "schemathesis",
            [
                "run", try await description().path, "--url", client.house.url, "--header", "Authorization: Bearer \(client.house.apiKey)",
                "--include-path-regex", paths, "--phases", "examples,coverage,fuzzing", "--max-examples", "30", "--seed", "20261129",
                "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance" + more,
                "--request-timeout", "20", "--no-color",
            ])
        #expect(tried.status == 0, "\(tried.printed.suffix(4_000))")
    }
}
