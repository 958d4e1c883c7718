import Crypto
import Formats

/// The JavaScript modules that pages run. Since they import each other by relative path, they share one version, the hash of all of them,
/// which names their folder: `/assets/modules/3f2a9c1b2d4e/live.js`. So not a byte of them is changed, and a browser stores them for good.
struct ModuleFolder: Sendable {
    /// The version: 12 hexadecimal digits.
    let version: String
    private let byName: [String: Asset]
    /// The modules that each module imports when it is loaded, by name.
    private let imports: [String: [String]]

    /// Creates the folder.
    ///
    /// - Parameters:
    ///   - sources: Bytes by name.
    ///   - folder: Where the build put compressed files.
    init(_ sources: [String: [UInt8]], compressedIn folder: String?) {
        self.byName = sources.reduce(into: [:]) {
            $0[$1.key] = Asset(name: $1.key, type: "text/javascript; charset=utf-8", bytes: $1.value, compressedIn: folder)
        }
        let all = self.byName.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.hash)\n" }.joined()
        self.version = String(Hex.text(SHA256.hash(data: Array(all.utf8))).prefix(12))
        self.imports = sources.mapValues { Self.imports(of: String(decoding: $0, as: UTF8.self)) }
    }

    var files: [Asset] { Array(self.byName.values) }

    func file(_ name: String) -> Asset? { self.byName[name] }

    /// Returns the address of a module.
    func address(of name: String) -> String { "/assets/modules/\(self.version)/\(name)" }

    /// Returns the addresses of the modules that these modules import, directly or not: a page names them, so that a browser loads them all at
    /// once.
    func preloads(of names: [String]) -> [String] {
        var found: [String] = []
        var rest = names
        while let name = rest.popLast() {
            for imported in self.imports[name] ?? [] where !found.contains(imported) && !names.contains(imported) {
                found.append(imported)
                rest.append(imported)
            }
        }
        return found.sorted().map(self.address(of:))
    }

    /// Reads the imports at the beginning of lines (`import … from './http.js'`); those that a module loads later, when it needs them, do not
    /// count.
    static func imports(of source: String) -> [String] {
        source.matches(of: /(?:^|\n)(?:import|export)[^;'"]*?from '\.\/([a-z-]+\.js)'/).map { String($0.1) }
    }
}
