import Foundation
import Testing

@testable import Runtime

@Suite struct SettingsTests {
    /// Gives `body` the path of a file that holds a text, and deletes it afterwards.
    private func withFile(_ text: String, _ body: (String) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appending(component: "vigie-\(UUID()).json").path()
        try Data(text.utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(path)
    }

    @Test func readsTheEnvironment() async throws {
        let settings = try await Settings(environment: ["VIGIE_LOG_LEVEL": "debug", "VIGIE_EMPTY": ""])
        #expect(settings.text("VIGIE_LOG_LEVEL") == "debug")
        #expect(settings.text("VIGIE_EMPTY") == nil)
        #expect(settings.text("VIGIE_ABSENT") == nil)
    }

    @Test func aVariableWinsOverTheFile() async throws {
        try await self.withFile(#"{"vigie":{"log":{"level":"error"},"host":"::1"}}"#) { path in
            let settings = try await Settings(environment: ["VIGIE_CONFIG": path, "VIGIE_LOG_LEVEL": "debug"])
            #expect(settings.text("VIGIE_LOG_LEVEL") == "debug")
            #expect(settings.text("VIGIE_HOST") == "::1")
        }
    }

    @Test func aNumberInTheFileIsANumber() async throws {
        try await self.withFile(#"{"vigie":{"port":8081}}"#) { path in
            let settings = try await Settings(environment: ["VIGIE_CONFIG": path])
            #expect(try settings.number("VIGIE_PORT", default: 0, in: 0...65_535) == 8_081)
        }
    }

    @Test(arguments: ["", "{", "[1]", "level=debug"])
    func aFileThatIsNoObjectIsRefused(_ text: String) async throws {
        try await self.withFile(text) { path in
            let error = await #expect(throws: SettingsError.self) { try await Settings(environment: ["VIGIE_CONFIG": path]) }
            #expect(error?.name == "VIGIE_CONFIG")
        }
    }

    @Test func aFileThatIsAwayIsRefused() async {
        let error = await #expect(throws: SettingsError.self) { try await Settings(environment: ["VIGIE_CONFIG": "/nowhere/vigie.json"]) }
        #expect(error?.description.contains("/nowhere/vigie.json") == true)
    }

    @Test func whatIsRequiredIsNamed() async throws {
        let settings = try await Settings(environment: [:])
        #expect(throws: SettingsError("VIGIE_AMQP_URL", "it is required")) { try settings.required("VIGIE_AMQP_URL") }
        #expect(throws: SettingsError("VIGIE_AMQP_URL", "it is required")) { try settings.secret("VIGIE_AMQP_URL") }
    }

    @Test(arguments: ["0", "11", "-1", "ten", "1.5", " 5", "99999999999999999999"])
    func aNumberOutOfBoundsIsRefusedWithoutBeingTold(_ text: String) async throws {
        let settings = try await Settings(environment: ["VIGIE_WORKERS": text])
        #expect(throws: SettingsError("VIGIE_WORKERS", "it must be a whole number from 1 to 10")) {
            try settings.number("VIGIE_WORKERS", default: 4, in: 1...10)
        }
    }

    @Test func aNumberHasADefault() async throws {
        let settings = try await Settings(environment: ["VIGIE_WORKERS": "10"])
        #expect(try settings.number("VIGIE_WORKERS", default: 4, in: 1...10) == 10)
        #expect(try settings.number("VIGIE_OTHERS", default: 4, in: 1...10) == 4)
    }

    @Test func aSecretMayStandInAFile() async throws {
        try await self.withFile("  s3cret\n") { path in
            let settings = try await Settings(environment: ["VIGIE_RECEIPT_SECRET_FILE": path, "VIGIE_RECEIPT_SECRET": "other"])
            #expect(try settings.secret("VIGIE_RECEIPT_SECRET") == "s3cret")
        }
        let settings = try await Settings(environment: ["VIGIE_RECEIPT_SECRET": "other"])
        #expect(try settings.secret("VIGIE_RECEIPT_SECRET") == "other")
    }

    @Test func aSecretsFileMustHoldOne() async throws {
        try await self.withFile(" \n") { path in
            let settings = try await Settings(environment: ["VIGIE_RECEIPT_SECRET_FILE": path, "VIGIE_RECEIPT_SECRET": "other"])
            let error = #expect(throws: SettingsError.self) { try settings.secret("VIGIE_RECEIPT_SECRET") }
            #expect(error?.name == "VIGIE_RECEIPT_SECRET_FILE")
            #expect(error?.description.contains("other") == false)
        }
        let settings = try await Settings(environment: ["VIGIE_RECEIPT_SECRET_FILE": "/nowhere/secret"])
        #expect(throws: SettingsError("VIGIE_RECEIPT_SECRET_FILE", "the file /nowhere/secret cannot be read")) {
            try settings.secret("VIGIE_RECEIPT_SECRET")
        }
    }

    @Test func settingsDoNotPrintTheirValues() async throws {
        let settings = try await Settings(environment: ["VIGIE_RECEIPT_SECRET": "hunter2"])
        #expect(!"\(settings)".contains("hunter2"))
        #expect(!String(reflecting: settings).contains("hunter2"))
    }
}
