import Logging

/// All files that pages load, by name.
struct PageAssets: Sendable {
    /// The addresses of the map library, for the modules that load it once figures are seen.
    struct MapLibrary: Sendable {
        let script: String
        let style: String
    }

    /// Vigie's own style sheets: one for what the design system has no component for, and a small one that replaces the design system where it
    /// is missing.
    private static let styles: KeyValuePairs<String, [UInt8]> = ["vigie.css": PackageResources.vigie_css, "plain.css": PackageResources.plain_css]
    /// The icons of the application.
    private static let icons: [(name: String, type: String, bytes: [UInt8])] = [
        ("icon.svg", "image/svg+xml", PackageResources.icon_svg), ("icon-192.png", "image/png", PackageResources.icon_192_png),
        ("icon-512.png", "image/png", PackageResources.icon_512_png), ("icon-maskable-512.png", "image/png", PackageResources.icon_maskable_512_png),
    ]

    let libraries: BrowserLibraries
    /// The description of the API. No page loads it, but it is compressed as pages' files are.
    let description: Asset
    let modules: ModuleFolder
    private let byName: [String: Asset]
    private let byHashedName: [String: Asset]

    /// Reads all files.
    ///
    /// - Parameter compressed: The folder that the build put compressed files in.
    init(libraries: BrowserLibraries, compressed: String?, logger: Logger) {
        self.libraries = libraries
        self.description = Asset(
            name: "openapi.json", type: "application/json", bytes: PackageResources.openapi_json, compressedIn: compressed)
        self.modules = ModuleFolder(PageModules.all, compressedIn: compressed)
        let own = Self.styles.map { Asset(name: $0, type: "text/css; charset=utf-8", bytes: $1, compressedIn: compressed) }
        let icons = Self.icons.map { Asset(name: $0.name, type: $0.type, bytes: $0.bytes, compressedIn: compressed) }
        let files = own + icons + libraries.files.map { Asset(name: $0.name, type: $0.type, bytes: $0.bytes, compressedIn: compressed) }
        self.byName = Dictionary(files.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        self.byHashedName = Dictionary(files.map { ($0.hashedName, $0) }, uniquingKeysWith: { $1 })
        let plain = (files + self.modules.files).filter { $0.compressed.isEmpty && $0.isText }
        if !plain.isEmpty {
            logger.notice(
                "some of what pages load is served uncompressed",
                metadata: ["files": "\(plain.map(\.name).sorted().joined(separator: " "))", "folder": "\(compressed ?? "VIGIE_COMPRESSED is not set")"])
        }
    }

    /// Returns the file of a plain or a hashed name, and whether the name's content never changes. For another version's hashed name it
    /// returns the present file: while Portals of two versions run side by side, a page of one may be given the files of the other.
    func file(_ name: String) -> (asset: Asset, isForGood: Bool)? {
        if let asset = self.byHashedName[name] { return (asset, true) }
        guard let asset = self.byName[name] ?? Asset.plainName(of: name).flatMap({ self.byName[$0] }) else { return nil }
        return (asset, false)
    }

    /// Returns a module of a version; for another version it returns the present module, not for good.
    func module(_ name: String, version: String) -> (asset: Asset, isForGood: Bool)? {
        self.modules.file(name).map { ($0, version == self.modules.version) }
    }

    // MARK: what a page's head says

    /// The addresses of the style sheets: the design system or its replacement, then Vigie's own.
    var styles: [String] {
        [self.libraries.design?.rawValue ?? "plain.css", "vigie.css"].map(self.address(of:))
    }

    /// Whether the State's mark is shown: the deployer says so, and its files exist.
    var hasIdentity: Bool { self.libraries.design == .identity }

    /// The addresses of the fonts of the State's mark; empty where it is not shown.
    var fonts: [String] { self.libraries.files.map(\.name).filter { $0.hasSuffix(".woff2") }.map(self.address(of:)) }

    var map: MapLibrary? {
        self.libraries.hasMap ? MapLibrary(script: self.address(of: "maplibre-gl.js"), style: self.address(of: "maplibre-gl.css")) : nil
    }

    func address(ofModule name: String) -> String { self.modules.address(of: name) }
    func preloads(of modules: [String]) -> [String] { self.modules.preloads(of: modules) }

    /// Returns the address of a file.
    func address(of name: String) -> String { "/assets/\(self.byName[name]?.hashedName ?? name)" }
}
