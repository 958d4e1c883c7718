import Formats
import Testing

@Suite("Names of a JSON object's members")
struct JSONMembersTests {
    @Test(
        "They are those of the object itself, in order, as they read",
        arguments: [
            ("{}", []), (#"{"a":1,"b":[{"c":2},"d"],"e":{"f":"g"}}"#, ["a", "b", "e"]), (#"{"a":"x,\"y\":{" , "a" :2}"#, ["a", "a"]),
            (#"{"\u0061":[1,2],"a":[]}"#, ["a", "a"]), (#"[{"a":1}]"#, []), ("7", []), ("\"a\"", []), ("\u{FEFF}{\"a\":null}", ["a"]),
        ] as [(String, [String])])
    func names(text: String, names: [String]) { #expect(JSONMembers.names(in: Array(text.utf8)) == names) }

    @Test("The first that stands twice is told")
    func repeated() {
        #expect(JSONMembers.repeated(in: Array(#"{"a":1,"b":2,"b":3,"a":4}"#.utf8)) == "b")
        #expect(JSONMembers.repeated(in: Array(#"{"a":1,"b":{"a":2}}"#.utf8)) == nil)
    }

    @Test("Whatever the bytes, it ends", arguments: ["{\"a", "{\"a\\", "{\"", "{", "}", "}}]]{\"a\":", "{\"a\":\"\\"])
    func broken(text: String) { #expect(JSONMembers.names(in: Array(text.utf8)).count <= 1) }
}
