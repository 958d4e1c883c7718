import Crypto
import Formats

/// The modules that pages run. They import each other by relative path, so they are named by one version, the hash of all of
/// them, which is their folder: `/assets/modules/3f2a9c1b2d4e/live.js`. Not a byte of them is changed for that, and a browser keeps
/// them for good.
struct ModuleFolder: Sendable {
    /// 12 hexadecimal digits.
    let version: String
    private let byName: [String: Asset]
    /// What each imports when it is loaded, by name.
    private let imports: [String: [String]]

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

    /// Where a page finds one.
    func address(of name: String) -> String { "/assets/modules/\(self.version)/\(name)" }

    /// What is loaded with some modules, these not among it: a page names it, so that it comes at once and not in turns.
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

    /// `import … from './http.js'` at the beginning of a line; what is imported later, when it is needed, is not meant.
    static func imports(of source: String) -> [String] {
        source.matches(of: /(?:^|\n)(?:import|export)[^;'"]*?from '\.\/([a-z-]+\.js)'/).map { String($0.1) }
    }
}
