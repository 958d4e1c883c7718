import Cartography
import Crypto
import Mortality

/// The strong entity tag of a picture: the same for the same picture, another for any other.
struct EntityTag: Hashable, Sendable {
    /// 32 hexadecimal digits, without quotes.
    let text: String

    /// Raised when pictures of the same contents come to look different.
    private static let drawing = 2

    /// The tag of what a picture shows: every word and value of it, its size and its form.
    init(of map: Choropleth, request: PictureRequest, atlas: Atlas) {
        var hash = SHA256()
        func add(_ text: String) {
            // The length before the text keeps two neighbours from running into one another.
            withUnsafeBytes(of: UInt64(text.utf8.count).bigEndian) { hash.update(bufferPointer: $0) }
            var text = text
            text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        }
        add("\(Self.drawing) \(atlas.version) \(request.department) \(request.day) \(request.indicator.rawValue)")
        add("\(request.format.rawValue) \(request.size.width) \(request.size.height)")
        for text in [map.title, map.subtitle, map.summary, map.source, map.freshness] + map.notes { add(text) }
        for commune in atlas.territories[request.department]?.communes ?? [] {
            let value = map.value(of: commune.code)
            add(commune.code.text)
            add("\(map.scale.index(of: value.reading)) \(value.text)")
            if case .value(let number) = value.reading { add("\(number.bitPattern)") }
        }
        self.text = hash.finalize().prefix(16).reduce(into: "") { text, byte in
            text += String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
    }

    /// Whether the header If-None-Match names this tag (RFC 9110, 13.1.2): quoted or not, weak or not, one of several, or `*`.
    func matches(ifNoneMatch header: String) -> Bool {
        header.split(separator: ",").contains { part in
            var tag = part.drop(while: \.isWhitespace)
            while tag.last?.isWhitespace == true { tag.removeLast() }
            if tag == "*" { return true }
            if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
            if tag.count >= 2, tag.first == "\"", tag.last == "\"" { tag = tag.dropFirst().dropLast() }
            return tag == self.text
        }
    }
}
