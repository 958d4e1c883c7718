public import Foundation

/// A real mail server of a test (aiosmtpd), on loopback, with a certificate of its own.
public final class PrivateMailServer: Sendable {
    /// The security that the server offers.
    public enum Mode: String, Sendable {
        /// It offers encryption after the greeting, and then signing in.
        case startTLS = "starttls"
        /// It expects encryption from the first byte, and offers signing in.
        case tls
        /// It offers neither encryption nor signing in.
        case open
        /// It accepts connections and never says a word.
        case silent
    }

    /// A mail as it arrived, read by Python's own package.
    public struct Received: Decodable, Sendable {
        /// The sender of the envelope (`MAIL FROM`).
        public let from: String
        /// The recipients of the envelope (`RCPT TO`).
        public let to: [String]
        /// The user who had signed in.
        public let user: String?
        /// Whether it came over TLS.
        public let encrypted: Bool
        /// The name that the client gave itself (`EHLO`).
        public let hello: String
        /// The headers, by their names in lower case.
        public let headers: [String: String]
        /// The text that people read, decoded.
        public let text: String
        /// The attachments by file name: the type and the hexadecimal digits.
        public let attachments: [String: [String]]
        /// The length of the longest line, in bytes.
        public let longest: Int
        /// Whether every byte of the mail was ASCII on its way.
        public let ascii: Bool
    }

    private struct Told: Decodable {
        let port: Int
        let certificate: String
    }

    /// The user and the password that the server accepts.
    public static let (user, password) = ("vigie", "môt de passe")

    /// The Python that has aiosmtpd; `nil` where it is not installed.
    public static let python: URL? = {
        guard let folder = ProcessInfo.processInfo.environment["VIGIE_TEST_PYTHON"] else { return nil }
        let python = URL(fileURLWithPath: folder).appending(path: "python")
        let libraries = python.deletingLastPathComponent().deletingLastPathComponent().appending(path: "lib")
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: libraries.path)) ?? []
        return versions.contains { FileManager.default.fileExists(atPath: libraries.appending(path: "\($0)/site-packages/aiosmtpd").path) } ? python : nil
    }()

    /// The port on loopback on which it listens.
    public let port: Int
    /// The file of its certificate.
    public let certificate: String
    private let folder: URL

    private init(port: Int, certificate: String, folder: URL) {
        self.port = port
        self.certificate = certificate
        self.folder = folder
    }

    /// Gives `body` a server, which is ended afterwards.
    public static func run(_ mode: Mode, _ body: (PrivateMailServer) async throws -> Void) async throws {
        guard let python = self.python else { throw NodeError(node: "mail", verb: "start", reason: "VIGIE_TEST_PYTHON names no folder with aiosmtpd") }
        let folder = FileManager.default.temporaryDirectory.appending(path: "vigie-mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (output, complaint) = (folder.appending(path: "output"), folder.appending(path: "complaint"))
        let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "MailTests/Programs/smtp.py")
        let process = try ChildProcess(python.path, [program.path, mode.rawValue, folder.path], output: output, complaint: complaint)
        func end() async {
            process.signal(SIGTERM)
            _ = await process.end()
            try? FileManager.default.removeItem(at: folder)
        }
        do {
            var told: Told?
            for _ in 0..<600 where told == nil {
                try await Task.sleep(for: .milliseconds(100))
                told = (try? Data(contentsOf: output)).flatMap { try? JSONDecoder().decode(Told.self, from: $0) }
            }
            guard let told else {
                let words = (try? String(contentsOf: complaint, encoding: .utf8)) ?? ""
                throw NodeError(node: "mail", verb: "start", reason: "\(words.suffix(500))")
            }
            try await body(PrivateMailServer(port: told.port, certificate: told.certificate, folder: folder))
            await end()
        } catch {
            await end()
            throw error
        }
    }

    /// Reads the mails that the server has accepted, in order.
    public func received() throws -> [Received] {
        guard let text = try? String(contentsOf: self.folder.appending(path: "mails"), encoding: .utf8) else { return [] }
        return try text.split(separator: "\n").map { try JSONDecoder().decode(Received.self, from: Data($0.utf8)) }
    }
}
