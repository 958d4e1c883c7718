import Cartography
import Crypto
import Formats
import Mortality

/// The strong entity tag of a picture, which is the same for the same picture and differs for any other.
struct EntityTag: Hashable, Sendable {
    /// The tag as 32 hexadecimal digits, without quotes.
    let text: String

    /// The version of the drawing, which is raised when pictures of the same contents come to look different.
    private static let drawing = 3

    /// Makes the tag of what a picture shows: every word and value of it, its size and its format.
    ///
    /// - Parameter areas: everything that the map may show, always in the same order.
    init(of map: Choropleth, request: PictureRequest, areas: some Sequence<AreaCode>, version: Int) {
        var bytes: [UInt8] = []
        func add(_ text: String) {
            // The length before the text keeps two neighbouring texts apart.
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: text.utf8.count).bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: text.utf8)
        }
        add(
            "\(Self.drawing) \(version) \(request.subject.text) \(request.viewer.rawValue) \(request.division.rawValue) \(request.day) \(request.indicator.rawValue)"
        )
        add("\(request.format.rawValue) \(request.size.width) \(request.size.height)")
        for text in [map.title, map.subtitle, map.summary, map.source, map.freshness] + map.notes { add(text) }
        for area in areas {
            let value = map.value(of: area)
            add(area.text)
            add(value.text)
            bytes.append(UInt8(truncatingIfNeeded: map.scale.index(of: value.reading)))
            if case .value(let number) = value.reading { withUnsafeBytes(of: number.bitPattern.bigEndian) { bytes.append(contentsOf: $0) } }
        }
        self.text = Hex.text(SHA256.hash(data: bytes).prefix(16))
    }

    /// Whether the header If-None-Match names this tag.
    func matches(ifNoneMatch header: String) -> Bool { IfNoneMatch(header).matches(self.text) }
}
