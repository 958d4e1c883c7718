import Foundation
import Logging

/// The third-party files that pages load, from a folder that the build filled: MapLibre GL, and the State's design system. Without the first,
/// pages show the server's pictures; without the second, they have a plain style of their own.
struct BrowserLibraries: Sendable {
    /// A file with the media type that it is served as.
    struct File: Sendable {
        let name: String
        let type: String
        let bytes: [UInt8]
    }

    /// The two forms of the design system, since only an official installation may look like the Republic's.
    enum Design: String, Sendable {
        /// The layout and components, with a font of the reader's system and no mark.
        case plain = "dsfr.css"
        /// The form with the Marianne font and the bloc-marque, for those who may use them.
        case identity = "dsfr-identity.css"
    }

    private static let map = ["maplibre-gl.css", "maplibre-gl.js"]
    /// The most bytes of a library's file.
    private static let limit = 8 << 20

    let files: [File]
    let hasMap: Bool
    /// The form of the design system that was found; `nil` where none was.
    let design: Design?

    /// Reads the folder. Each library is used whole or not at all; one that is missing is logged.
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

    /// Returns the files of these names; `nil` when one is missing.
    private static func read(_ names: [String], in folder: String?) -> [File]? {
        var files: [File] = []
        for name in names {
            guard let folder, let data = FileManager.default.contents(atPath: "\(folder)/\(name)"), !data.isEmpty, data.count <= Self.limit else { return nil }
            files.append(File(name: name, type: Self.type(of: name), bytes: Array(data)))
        }
        return files
    }

    /// Returns the names of the fonts of the form with the mark, as its style sheet names them.
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
