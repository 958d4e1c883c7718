import Foundation

/// Keeps the pictures that tests draw, for people to look at: in the folder that `VIGIE_PICTURES` names.
enum Pictures {
    static func keep(_ bytes: [UInt8], as name: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["VIGIE_PICTURES"] else { return }
        try Data(bytes).write(to: URL(fileURLWithPath: folder, isDirectory: true).appending(path: name))
    }
}
