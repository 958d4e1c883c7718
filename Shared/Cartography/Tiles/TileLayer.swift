/// A layer of a vector tile (specification 2.1, section 4.1): features with `code` and `name`.
struct TileLayer {
    private let name: String
    private let extent: Int32
    private var features = ProtobufWriter()
    private var values: [String] = []
    private var indices: [String: UInt32] = [:]

    init(name: String, extent: Int32) {
        self.name = name
        self.extent = extent
    }

    var isEmpty: Bool { self.values.isEmpty }

    mutating func add(code: String, name: String, geometry: [UInt32]) {
        var feature = ProtobufWriter()
        if let id = Self.id(of: code) { feature.field(1, id) }
        feature.field(2, packed: [0, self.index(of: code), 1, self.index(of: name)])
        feature.field(3, 3)
        feature.field(4, packed: geometry)
        self.features.field(2, feature.bytes)
    }

    /// A feature's number: its code read in base 36, so the same at every zoom and in every tile.
    static func id(of code: String) -> UInt64? { UInt64(code, radix: 36) }

    var bytes: [UInt8] {
        var layer = ProtobufWriter()
        layer.field(15, 2)
        layer.field(1, self.name.utf8)
        var whole = ProtobufWriter()
        for key in ["code", "name"] { whole.field(3, key.utf8) }
        for value in self.values {
            var text = ProtobufWriter()
            text.field(1, value.utf8)
            whole.field(4, text.bytes)
        }
        whole.field(5, UInt64(self.extent))
        return layer.bytes + self.features.bytes + whole.bytes
    }

    private mutating func index(of value: String) -> UInt32 {
        if let index = self.indices[value] { return index }
        let index = UInt32(self.values.count)
        self.indices[value] = index
        self.values.append(value)
        return index
    }
}
