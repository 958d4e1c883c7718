/// Finds the names of a JSON object's members without reading their values. It is for texts too large for `JSONReader`, whose other readers
/// take the last of two members of one name and say nothing.
public enum JSONMembers {
    /// Returns the names in their order, repeated ones included; none for a text that is no object.
    ///
    /// Brackets and strings are followed, nothing else is checked: the text is one that a JSON reader has accepted.
    public static func names(in bytes: [UInt8]) -> [String] {
        var names: [String] = []
        var depth = 0
        var isName = false
        var place = 0
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                let start = place
                place += 1
                while place < bytes.count, bytes[place] != UInt8(ascii: "\"") { place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1 }
                if isName, depth == 1, case .string(let name)? = try? JSONReader.read(bytes, in: start..<place + 1) { names.append(name) }
                isName = false
            case UInt8(ascii: "{"):
                depth += 1
                isName = depth == 1
            case UInt8(ascii: "["):
                // The elements of an array on the outside are nobody's members.
                if depth == 0 { return [] }
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ",") where depth == 1: isName = true
            default: break
            }
            place += 1
        }
        return names
    }

    /// Returns the first name that stands twice in the object; `nil` when each stands once.
    public static func repeated(in bytes: [UInt8]) -> String? {
        var seen: Set<String> = []
        return self.names(in: bytes).first { !seen.insert($0).inserted }
    }
}
