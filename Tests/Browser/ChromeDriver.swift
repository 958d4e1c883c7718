import AsyncHTTPClient
public import Foundation
import NIOCore
import NIOHTTP1
import TestBench

/// Debian's `chromedriver`, started for one test: it drives a headless Chromium over the WebDriver protocol.
public final class ChromeDriver: Sendable {
    static let programs = (driver: "/usr/bin/chromedriver", browser: "/usr/bin/chromium")

    /// Whether both programs are here.
    public static var isInstalled: Bool {
        [programs.driver, programs.browser].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Why a test that needs a browser is skipped.
    public static let absence = "needs the packages chromium and chromium-driver"

    private let process: ChildProcess
    private let log: URL
    private let url: String

    private init(process: ChildProcess, log: URL, url: String) {
        self.process = process
        self.log = log
        self.url = url
    }

    /// Starts a driver, opens a session in it, and ends both when `body` is through.
    ///
    /// - Parameter profile: The folder that the browser keeps what it keeps in; one of its own unless told.
    public static func withSession<Result: Sendable>(
        profile: URL? = nil, trusting key: String? = nil, _ body: (BrowserSession) async throws -> Result
    ) async throws -> Result {
        let driver = try await start()
        do {
            let session = try await driver.open(profile: profile, trusting: key)
            let result: Result
            do {
                result = try await body(session)
            } catch {
                try? await session.close()
                throw error
            }
            try await session.close()
            await driver.stop()
            return result
        } catch {
            await driver.stop()
            throw error
        }
    }

    private static func start() async throws -> ChromeDriver {
        let log = FileManager.default.temporaryDirectory.appendingPathComponent("vigie-driver-\(UUID().uuidString)")
        let process = try ChildProcess(programs.driver, ["--port=0"], output: log, complaint: log)
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            let said = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            if let match = said.firstMatch(of: /started successfully on port (\d+)/) {
                return ChromeDriver(process: process, log: log, url: "http://127.0.0.1:\(match.1)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        process.signal(SIGKILL)
        _ = await process.end()
        throw BrowserError(description: "chromedriver did not start; it said: \((try? String(contentsOf: log, encoding: .utf8)) ?? "")")
    }

    /// When asked, it ends its browsers too.
    private func stop() async {
        _ = try? await HTTPClient.shared.execute(HTTPClientRequest(url: url + "/shutdown"), timeout: .seconds(5))
        process.signal(SIGKILL)
        _ = await process.end()
        try? FileManager.default.removeItem(at: log)
    }

    /// Kills the browser of a profile, as a device does whose battery is empty: it has no time to write anything.
    public static func kill(profile: URL) {
        // Chromium's lock names its process: `host-12345`.
        guard let lock = try? FileManager.default.destinationOfSymbolicLink(atPath: profile.appendingPathComponent("SingletonLock").path),
            let text = lock.split(separator: "-").last, let id = pid_t(text), id > 1
        else { return }
        Foundation.kill(id, SIGKILL)
    }

    private func open(profile: URL?, trusting key: String?) async throws -> BrowserSession {
        var arguments = [
            "--headless=new", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-dev-shm-usage", "--no-first-run",
            "--hide-scrollbars",
            "--window-size=1400,1700", "--lang=fr-FR", "--force-device-scale-factor=1",
        ]
        if let profile { arguments.append("--user-data-dir=\(profile.path)") }
        if let key { arguments.append("--ignore-certificate-errors-spki-list=\(key)") }
        // Chromium's sandbox refuses to run as root.
        if geteuid() == 0 { arguments.append("--no-sandbox") }
        struct Opened: Decodable { let sessionId: String }
        let opened: Opened = try await Self.call(
            .POST, url + "/session",
            [
                "capabilities": [
                    "alwaysMatch": [
                        "browserName": "chrome",
                        "goog:chromeOptions": ["binary": Self.programs.browser, "args": arguments],
                        "goog:loggingPrefs": ["browser": "ALL"],
                        "timeouts": ["script": 60_000, "pageLoad": 60_000],
                    ]
                ]
            ])
        return BrowserSession(url: "\(url)/session/\(opened.sessionId)")
    }

    /// One WebDriver command: its `value`, or the error that it names.
    static func call<Value: Decodable>(_ method: HTTPMethod, _ url: String, _ body: [String: Any]? = nil) async throws -> Value {
        var request = HTTPClientRequest(url: url)
        request.method = method
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: try JSONSerialization.data(withJSONObject: body)))
        }
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(90))
        let data = Data(try await answer.body.collect(upTo: 64 << 20).readableBytesView)
        guard answer.status == .ok else {
            throw BrowserError(description: "\(url): \(String(decoding: data.prefix(2000), as: UTF8.self))")
        }
        return try JSONDecoder().decode(DriverAnswer<Value>.self, from: data).value
    }
}
