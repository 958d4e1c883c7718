import Foundation
import Logging

/// What pages load that is not ours, from a folder that the build filled: MapLibre GL, and the State's design system. Without
/// the first, pages show the server's pictures; without the second, they have a plain style of their own.
struct BrowserLibraries: Sendable {
    /// One file, as it is served.
    struct File: Sendable {
        let name: String
        let type: String
        let bytes: [UInt8]
    }

    /// The two forms of the design system: a checkout must not pose as the Republic.
    enum Design: String, Sendable {
        /// Its layout and components, with a font of the reader's system and no mark.
        case plain = "dsfr.css"
        /// With Marianne and the bloc-marque, for who may use them.
        case identity = "dsfr-identity.css"
    }

    private static let map = ["maplibre-gl.css", "maplibre-gl.js"]
    /// No file of a library is larger.
    private static let limit = 8 << 20

    let files: [File]
    let hasMap: Bool
    /// Nothing where it is not there.
    let design: Design?

    /// Reads the folder. Of each library all or nothing is used; what is missing is logged.
    ///
    /// - Parameter identity: Whether whoever runs this may show the State's mark (`VIGIE_IDENTITY`).
    init(folder: String?, identity: Bool = false, logger: Logger) {
        let map = Self.read(Self.map, in: folder)
        if map == nil { Self.tell("maps are shown as pictures: the browser's map library is missing", folder, logger) }
        var design: (form: Design, files: [File])?
        if identity {
            let fonts = Self.fonts(in: folder)
            // The form with the mark needs its fonts: without them it would be another's mark.
            if !fonts.isEmpty { design = Self.read([Design.identity.rawValue] + fonts, in: folder).map { (.identity, $0) } }
            if design == nil { Self.tell("pages are shown without the State's mark: its files are missing", folder, logger) }
        }
        if design == nil { design = Self.read([Design.plain.rawValue], in: folder).map { (.plain, $0) } }
        if design == nil { Self.tell("pages have a plain style: the State's design system is missing", folder, logger) }
        self.hasMap = map != nil
        self.design = design?.form
        self.files = (map ?? []) + (design?.files ?? [])
    }

    /// The files of these names; nothing when one is missing.
    private static func read(_ names: [String], in folder: String?) -> [File]? {
        var files: [File] = []
        for name in names {
            guard let folder, let data = FileManager.default.contents(atPath: "\(folder)/\(name)"), !data.isEmpty, data.count <= Self.limit else { return nil }
            files.append(File(name: name, type: Self.type(of: name), bytes: Array(data)))
        }
        return files
    }

    /// Those of the form with the mark, whose style sheet names them by their hash, as they are served.
    private static func fonts(in folder: String?) -> [String] {
        let names = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0) } ?? []
        return names.filter { $0.hasPrefix("Marianne-") && $0.hasSuffix(".woff2") }.sorted().prefix(4).map { $0 }
    }

    private static func type(of name: String) -> String {
        if name.hasSuffix(".css") { return "text/css; charset=utf-8" }
        return name.hasSuffix(".woff2") ? "font/woff2" : "text/javascript; charset=utf-8"
    }

    private static func tell(_ what: Logger.Message, _ folder: String?, _ logger: Logger) {
        logger.warning(what, metadata: ["folder": "\(folder ?? "VIGIE_ASSETS is not set")"])
    }
}
