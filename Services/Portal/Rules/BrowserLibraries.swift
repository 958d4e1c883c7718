import Foundation
import Logging

/// The libraries that pages run in the browser, from a folder that the build filled: MapLibre GL. Without them pages show
/// the server's pictures.
struct BrowserLibraries: Sendable {
    /// One file, as it is served.
    struct File: Sendable {
        let name: String
        let type: String
        let bytes: [UInt8]
    }

    /// What is looked for; either all or none of it is used.
    private static let known = [("maplibre-gl.css", "text/css; charset=utf-8"), ("maplibre-gl.js", "text/javascript; charset=utf-8")]
    /// No file of a library is larger.
    private static let limit = 8 << 20

    let files: [File]

    /// Reads the folder; nothing of it when a file is missing, which is logged.
    init(folder: String?, logger: Logger) {
        var files: [File] = []
        for (name, type) in Self.known {
            guard let folder, let data = FileManager.default.contents(atPath: folder + "/" + name), data.count <= Self.limit else {
                logger.warning(
                    "maps are shown as pictures: the browser's map library is missing",
                    metadata: ["file": "\(name)", "folder": "\(folder ?? "VIGIE_ASSETS is not set")"])
                self.files = []
                return
            }
            files.append(File(name: name, type: type, bytes: Array(data)))
        }
        self.files = files
    }

    /// What a page's head says to load them.
    var tags: String {
        self.files.map { file in
            file.name.hasSuffix(".css")
                ? "<link rel=\"stylesheet\" href=\"/assets/\(file.name)\">" : "<script src=\"/assets/\(file.name)\" defer></script>"
        }.joined(separator: "\n")
    }
}
