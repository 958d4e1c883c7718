import Foundation
import Testing

/// What holds of the methods by which services ask each other, read in the sources.
@Suite struct MethodsTests {
    /// A method as it is declared: `AlertingMethods.falseAlarmBudgets`, which is named `FalseAlarmBudgets` on the wire.
    private struct Method: Hashable {
        let service: String
        let property: String
        let name: String
    }

    private static func methods(in lines: [String]) throws -> [Method] {
        let (service, property, name) = (
            try Regex(#"enum ([A-Za-z]+)Methods\b"#), try Regex(#"static let ([A-Za-z]+) = RPCMethod<"#), try Regex(#"\bname: "([A-Za-z]+)""#)
        )
        var (methods, current, declared): ([Method], String?, String?) = ([], nil, nil)
        for line in lines {
            if let found = line.firstMatch(of: service)?.output[1].substring { current = String(found) }
            if let found = line.firstMatch(of: property)?.output[1].substring { declared = String(found) }
            if let named = line.firstMatch(of: name)?.output[1].substring, let service = current, let property = declared {
                methods.append(Method(service: service, property: property, name: String(named)))
                declared = nil
            }
        }
        return methods
    }

    private static func all() throws -> [Method] {
        try self.methods(in: try #require(Sources.files(in: "Shared/Contracts").first { $0.path == "Shared/Contracts/RPCMethod.swift" }).lines)
    }

    /// The names that a service has more than once: a router would keep the last of them and forget the others.
    private static func doubled(_ methods: [Method]) -> [String] {
        Dictionary(grouping: methods) { "\($0.service) \($0.name)" }.filter { $0.value.count > 1 }.keys.sorted()
    }

    @Test("No two methods of a service have one name, and each is named as the property that declares it")
    func names() throws {
        let methods = try Self.all()
        let declared = Sources.files(in: "Shared", "Services").flatMap(\.lines).count { $0.contains(" = RPCMethod<") }
        #expect(methods.count == declared && methods.count >= 17)
        #expect(Self.doubled(methods) == [])
        for method in methods { #expect(method.name == method.property.prefix(1).uppercased() + method.property.dropFirst(), "\(method)") }
        // Two of one name would be noticed, in one service but not in two.
        let text = """
            public enum OneMethods {
                public static let first = RPCMethod<A, B>(service: Self.service, name: "Watch", callers: [.portal])
                public static let second = RPCMethod<C, D>(
                    service: Self.service, name: "Watch", callers: [.portal])
            }
            public enum OtherMethods {
                public static let watch = RPCMethod<A, B>(service: Self.service, name: "Watch", callers: [.portal])
            }
            """
        let made = try Self.methods(in: text.split(separator: "\n").map(String.init))
        #expect(made.map(\.property) == ["first", "second", "watch"] && Self.doubled(made) == ["One Watch"])
    }

    @Test("Every method is registered in its service's replies")
    func registered() throws {
        let replies = Sources.files(in: "Services").filter { $0.path.contains("/Replies/") }
        for method in try Self.all() {
            let line = "router.on(\(method.service)Methods.\(method.property))"
            #expect(replies.contains { file in file.lines.contains { $0.contains(line) } }, "nothing answers \(method.service) \(method.name)")
        }
    }

    /// MapRendering has no tables of departments, and so no reader's role.
    @Test("Every method that answers from the rows of departments is asked as the reader's role")
    func asked() throws {
        let suites = Dictionary(
            uniqueKeysWithValues: Sources.files(in: "Tests").filter { $0.path.hasSuffix("/ReaderRoleTests.swift") }.map { ($0.path, $0.lines) })
        for method in try Self.all() where method.service != "MapRendering" {
            let lines = try #require(suites["Tests/\(method.service)Tests/ReaderRoleTests.swift"], "\(method.service) has no ReaderRoleTests")
            #expect(lines.contains { $0.contains("\(method.service)Methods.\(method.property)") }, "ReaderRoleTests lacks \(method.service) \(method.name)")
        }
    }
}
