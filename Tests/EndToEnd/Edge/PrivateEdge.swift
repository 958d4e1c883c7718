import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestBench

/// An edge with the configuration `docker/haproxy/edge.cfg`, before services that a test names.
struct PrivateEdge: Sendable {
    /// The error of an edge that did not start, with what it complained of.
    struct EdgeError: Error {
        let complaint: String
    }

    /// The path of Debian's haproxy.
    static let program = "/usr/sbin/haproxy"
    static let isInstalled = FileManager.default.isExecutableFile(atPath: program)

    /// The ports for everybody, and for those who run it.
    let url: String
    let operations: String

    /// HAProxy's master process.
    let process: ChildProcess

    /// Runs an edge while `body` runs.
    ///
    /// - Parameters:
    ///   - asked: the port at which a service is asked whether it is ready, by the port that it serves; the same port by default.
    ///   - certificate: a PEM file of certificate and key, for TLS.
    static func running<Result: Sendable>(
        ingest: [Int], portal: [Int], asked: [Int: Int] = [:], certificate: String? = nil, _ body: @Sendable (PrivateEdge) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("edge-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let ports = [Int.random(in: 20_000..<26_000), Int.random(in: 26_000..<32_000)]
        let settings = """
            global
                setenv VIGIE_EDGE_PORT \(ports[0])
                setenv VIGIE_EDGE_OPERATIONS 127.0.0.1:\(ports[1])
                setenv VIGIE_EDGE_SOCKET \(folder.path)/socket
            \(certificate.map { "    setenv VIGIE_TLS_CERTIFICATE \($0)" } ?? "")

            """
        let servers = [("ingest", "/readyz", ingest), ("portal", "/healthz", portal)].map { name, check, ports in
            "backend \(name) from service\n    option httpchk GET \(check)\n"
                + ports.map { "    server \(name)-\($0) 127.0.0.1:\($0)\(asked[$0].map { " port \($0)" } ?? "")\n" }.joined()
        }
        try settings.write(to: folder.appendingPathComponent("settings.cfg"), atomically: true, encoding: .utf8)
        try servers.joined(separator: "\n").write(to: folder.appendingPathComponent("servers.cfg"), atomically: true, encoding: .utf8)
        let process = try ChildProcess(
            Self.program,
            ["-W", "-f", "\(folder.path)/settings.cfg", "-f", Self.configuration.path, "-f", "\(folder.path)/servers.cfg"],
            output: folder.appendingPathComponent("output"), complaint: folder.appendingPathComponent("complaint"))
        let edge = PrivateEdge(
            url: "\(certificate == nil ? "http" : "https")://127.0.0.1:\(ports[0])", operations: "http://127.0.0.1:\(ports[1])",
            process: process)
        do {
            try await edge.awaitStart(ready: !ingest.isEmpty && !portal.isEmpty, complaint: folder.appendingPathComponent("complaint"))
            let result = try await body(edge)
            process.signal(SIGTERM)
            _ = await process.end()
            return result
        } catch {
            process.signal(SIGTERM)
            _ = await process.end()
            throw error
        }
    }

    private static let configuration = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docker/haproxy/edge.cfg")

    private func awaitStart(ready: Bool, complaint: URL) async throws {
        let deadline = ContinuousClock.now + .seconds(10)
        while try await self.status(self.operations + (ready ? "/readyz" : "/healthz")) != 200 {
            guard .now < deadline else {
                let said = (try? String(contentsOf: complaint, encoding: .utf8)) ?? ""
                throw EdgeError(complaint: said)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Returns the status of a GET; `nil` when nobody answers.
    func status(_ address: String) async throws -> Int? {
        let answer = try? await HTTPClient.shared.execute(HTTPClientRequest(url: address), timeout: .seconds(5))
        return answer.map { Int($0.status.code) }
    }

    /// Makes it read its configuration again.
    func reload() { self.process.signal(SIGUSR2) }
}
