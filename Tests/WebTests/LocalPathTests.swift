import Formats
import Testing

@testable import Web

@Suite("Where one goes on to after signing in")
struct LocalPathTests {
    @Test(
        "A path of this site, with its parameters",
        arguments: ["/", "/france", "/departements/56?date=2020-04-01&a=%2F%2Fb", "/a//b", "/?suite=https://vigie.example", "/:x@y"])
    func paths(text: String) { #expect(LocalPath(text)?.text == text) }

    @Test(
        "Nothing that leads elsewhere, however it is written",
        arguments: [
            "", "france", "//evil.example", "///evil.example", "/\\evil.example", "\\/evil.example", "https://evil.example", "javascript:alert(1)",
            "/\t/evil.example", "/\n/evil.example",
            "\t//evil.example", " /france", "/france ", "/fr ance", "/é", "/\u{0}", "/a#b", "/a\"b", "/a<b", "/%0d%0a\r\nSet-Cookie: a=b",
            "/%0d%0aSet-Cookie:%20a=b", "/a%00", "/%7F", "/a?b=%0A",
        ])
    func elsewhere(text: String) { #expect(LocalPath(text) == nil) }

    @Test("It is bounded, and its escaped form comes back as it was")
    func bounds() {
        #expect(LocalPath("/" + String(repeating: "x", count: 499)) != nil && LocalPath("/" + String(repeating: "x", count: 500)) == nil)
        #expect(LocalPath("/departements/56?date=2020-04-01&a=b+c%20d")?.escaped == "/departements/56%3Fdate%3D2020-04-01%26a%3Db%2Bc%2520d")
    }

    @Test("Whatever is taken is a path of one slash and plain characters")
    func fuzz() {
        var random = SeededGenerator(seed: 17)
        let alphabet = Array("//\\ \t\n:@?#%ab.é\u{0}<>".unicodeScalars)
        for _ in 0..<20_000 {
            var text = Bool.random(using: &random) ? "/" : ""
            for _ in 0..<Int.random(in: 0..<8, using: &random) { text.unicodeScalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)]) }
            guard let path = LocalPath(text) else { continue }
            #expect(
                path.text.hasPrefix("/") && !path.text.hasPrefix("//") && !path.text.contains("\\") && path.text.utf8.allSatisfy { (0x21...0x7E).contains($0) })
        }
    }
}
