/// A layer of a vector tile (specification 2.1, section 4.1): features with `code` and, perhaps, `name`.
struct TileLayer {
    private let name: String
    private let extent: Int32
    private var features = ProtobufWriter()
    private var values = ProtobufWriter()
    private var valueCount: UInt32 = 0
    /// The place of each name among the layer's values; names are often the same, codes never.
    private var names: [String: UInt32] = [:]

    init(name: String, extent: Int32) {
        self.name = name
        self.extent = extent
    }

    var isEmpty: Bool { self.valueCount == 0 }

    mutating func add(code: String, name: String?, geometry: [UInt32]) {
        var feature = ProtobufWriter()
        // Without names tiles are as small as may be; the code names the feature just as well.
        if name != nil, let id = Self.id(of: code) { feature.field(1, id) }
        let code = self.append(code)
        feature.field(2, packed: name.map { [0, code, 1, self.index(ofName: $0)] } ?? [0, code])
        feature.field(3, 3)
        feature.field(4, packed: geometry)
        self.features.field(2, feature.bytes)
    }

    /// Returns a feature's number: its code read in base 36, so that it is the same at every zoom and in every tile.
    static func id(of code: String) -> UInt64? { UInt64(code, radix: 36) }

    var bytes: [UInt8] {
        var layer = ProtobufWriter()
        layer.field(15, 2)
        layer.field(1, self.name.utf8)
        var whole = ProtobufWriter()
        for key in ["code", "name"] { whole.field(3, key.utf8) }
        whole.field(5, UInt64(self.extent))
        return layer.bytes + self.features.bytes + whole.bytes + self.values.bytes
    }

    private mutating func index(ofName name: String) -> UInt32 {
        if let index = self.names[name] { return index }
        let index = self.append(name)
        self.names[name] = index
        return index
    }

    private mutating func append(_ value: String) -> UInt32 {
        var text = ProtobufWriter()
        text.field(1, value.utf8)
        self.values.field(4, text.bytes)
        defer { self.valueCount += 1 }
        return self.valueCount
    }
}
