import Testing

@testable import Formats

@Suite struct IfNoneMatchTests {
    @Test(arguments: [
        ("\"a\"", true), ("W/\"a\"", true), ("a", true), ("\"b\", \"a\"", true), ("\"b\",W/\"a\",\"c\"", true), ("*", true), ("  *  ", true),
        ("", false), ("\"b\"", false), ("\"\"", false), (",,,", false), ("\"", false), ("W/", false), ("\"aa\"", false), ("\"A\"", false),
    ])
    func aTagIsNamed(header: String, isNamed: Bool) {
        for tag in ["a", "\"a\"", "W/\"a\""] { #expect(IfNoneMatch(header).matches(tag) == isNamed, "\(tag)") }
    }

    @Test func noHeaderIsTooLong() {
        #expect(!IfNoneMatch(String(repeating: "\"x\",", count: 100_000)).matches("a"))
    }
}
