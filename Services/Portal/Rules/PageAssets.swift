import Logging

/// Everything that pages load, by name.
struct PageAssets: Sendable {
    /// What pages run, in no order: each page names those that it needs.
    private static let own: KeyValuePairs<String, [UInt8]> = [
        "french.js": PackageResources.french_js, "key.js": PackageResources.key_js, "live.js": PackageResources.live_js,
        "ground.js": PackageResources.ground_js, "plot.js": PackageResources.plot_js,
        "alert-actions.js": PackageResources.alert_actions_js, "alert-detail.js": PackageResources.alert_detail_js,
        "alerts.js": PackageResources.alerts_js, "judgements.js": PackageResources.judgements_js, "map.js": PackageResources.map_js,
        "department.js": PackageResources.department_js, "france.js": PackageResources.france_js,
        "vigie.css": PackageResources.vigie_css,
    ]

    let libraries: BrowserLibraries
    /// The description of the interface, which is no page's but compressed as they are.
    let description: Asset
    private let byName: [String: Asset]
    private let byHashedName: [String: Asset]

    /// - Parameter compressed: The folder that the build put compressed files in.
    init(libraries: BrowserLibraries, compressed: String?, logger: Logger) {
        self.libraries = libraries
        self.description = Asset(
            name: "openapi.json", type: "application/json", bytes: PackageResources.openapi_json, compressedIn: compressed)
        let own = Self.own.map { name, bytes in
            Asset(
                name: name, type: name.hasSuffix(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8", bytes: bytes,
                compressedIn: compressed)
        }
        let all = own + libraries.files.map { Asset(name: $0.name, type: $0.type, bytes: $0.bytes, compressedIn: compressed) }
        self.byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        self.byHashedName = Dictionary(all.map { ($0.hashedName, $0) }, uniquingKeysWith: { $1 })
        let plain = all.filter(\.compressed.isEmpty)
        if !plain.isEmpty {
            logger.notice(
                "some of what pages load is served uncompressed",
                metadata: ["files": "\(plain.map(\.name).joined(separator: " "))", "folder": "\(compressed ?? "VIGIE_COMPRESSED is not set")"])
        }
    }

    /// A file by either name, and whether what that name stands for never changes. Of another version's hashed name it is the
    /// present one: while Portals of two versions run side by side, a page of one may be given the files of the other.
    func file(_ name: String) -> (asset: Asset, isForGood: Bool)? {
        if let asset = self.byHashedName[name] { return (asset, true) }
        guard let asset = self.byName[name] ?? Asset.plainName(of: name).flatMap({ self.byName[$0] }) else { return nil }
        return (asset, false)
    }

    /// A page with its libraries, and the hashed name of everything that it loads.
    func page(_ source: [UInt8]) -> String {
        String(decoding: source, as: UTF8.self).replacing("<!--libraries-->", with: self.libraries.tags)
            .replacing(/"\/assets\/([^"]+)"/) { match in
                "\"/assets/\(self.byName[String(match.1)]?.hashedName ?? String(match.1))\""
            }
    }
}
