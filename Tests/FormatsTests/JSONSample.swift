import Formats

@testable import Formats

/// Random JSON values and their texts.
enum JSONSample {
    static func value(depth: Int, using random: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth < 7 ? 6 : 4), using: &random) {
        case 0: return .null
        case 1: return .boolean(.random(using: &random))
        case 2: return .integer(.random(in: (-.max) ... .max, using: &random))
        case 3: return .string(self.string(using: &random))
        case 4: return .array((0..<Int.random(in: 0...3, using: &random)).map { _ in self.value(depth: depth + 1, using: &random) })
        default:
            return .object(
                (0..<Int.random(in: 0...3, using: &random)).map { index in
                    .init(name: "\(index)" + self.string(using: &random), value: self.value(depth: depth + 1, using: &random))
                })
        }
    }

    static func text(_ value: JSONValue, using random: inout SeededGenerator) -> String {
        let space = [" ", "\n", "\t", "", ""].randomElement(using: &random) ?? ""
        switch value {
        case .null: return "null" + space
        case .boolean(let flag): return space + "\(flag)"
        case .integer(let number): return "\(number)" + space
        case .otherNumber: return "0.5"
        case .string(let text): return Self.quote(text)
        case .array(let values): return "[" + space + values.map { self.text($0, using: &random) }.joined(separator: ",") + "]"
        case .object(let members):
            return "{" + space + members.map { Self.quote($0.name) + space + ":" + self.text($0.value, using: &random) }.joined(separator: ",") + "}"
        }
    }

    private static func string(using random: inout SeededGenerator) -> String {
        let characters: [Character] = ["a", "é", "🕊", "\"", "\\", "\n", "\u{1}", "/", "\u{2028}", " "]
        return String((0..<Int.random(in: 0...6, using: &random)).map { _ in characters.randomElement(using: &random) ?? "a" })
    }

    private static func quote(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n").replacing("\u{1}", with: "\\u0001") + "\""
    }
}
