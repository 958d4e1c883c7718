import Foundation
import Testing

@testable import Portal

@Suite struct ModuleFolderTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../Services/Portal/Pages/Modules")
        .standardized

    @Test func everyModuleIsServed() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path()).filter { $0.hasSuffix(".js") }
        #expect(Set(files).union([Vocabulary.name]) == Set(PageModules.all.keys))
        let own = Set(files).intersection([Vocabulary.name])
        #expect(own.isEmpty, "it is written, not kept")
    }

    @Test("What a module imports, now or later, is there")
    func imports() {
        for (name, bytes) in PageModules.all {
            let source = String(decoding: bytes, as: UTF8.self)
            for match in source.matches(of: /(?:from |import\()'\.\/([^']+)'/) {
                #expect(PageModules.all[String(match.1)] != nil, "\(name) imports \(match.1)")
            }
        }
        for template in PageTemplate.allCases { for name in template.modules { #expect(PageModules.all[name] != nil, "\(name)") } }
    }

    @Test("What is seen first is small: the map, the alerts and the stream come later")
    func figuresFirst() {
        let modules = ModuleFolder(PageModules.all, compressedIn: nil)
        let first = modules.preloads(of: ["department.js"]).map { String($0.split(separator: "/").last ?? "") }
        #expect(first.contains("http.js") && first.contains("vocabulary.js") && first.count <= 12, "\(first)")
        #expect(Set(first).isDisjoint(with: ["live.js", "tile-map.js", "alerts.js", "plot.js", "department-rest.js"]))
        let bytes = (first + ["department.js"]).reduce(0) { $0 + (PageModules.all[$1]?.count ?? 0) }
        #expect(bytes < 32_000, "\(bytes) bytes before compression")
    }

    @Test func theVersionFollowsTheContent() {
        let one = ModuleFolder(["a.js": Array("import { b } from './b.js';\n".utf8), "b.js": [1]], compressedIn: nil)
        let other = ModuleFolder(["a.js": Array("import { b } from './b.js';\n".utf8), "b.js": [2]], compressedIn: nil)
        #expect(one.version != other.version && one.version.count == 12)
        #expect(one.preloads(of: ["a.js"]) == ["/assets/modules/\(one.version)/b.js"] && one.address(of: "a.js") == "/assets/modules/\(one.version)/a.js")
        #expect(ModuleFolder.imports(of: "import * as x from './x-y.js';\nconst z = () => import('./late.js');\nimport './no.js'") == ["x-y.js"])
    }
}
