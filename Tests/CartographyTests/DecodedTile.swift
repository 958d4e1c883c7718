/// A vector tile read back, as a map library would: for the tests to look at.
struct DecodedTile {
    struct Feature {
        var id: UInt64 = 0
        var code = ""
        var name = ""
        var rings: [[SIMD2<Int32>]] = []
    }

    struct Layer {
        var version: UInt64 = 0
        var extent: UInt64 = 0
        var features: [Feature] = []
    }

    private(set) var layers: [String: Layer] = [:]

    init?(_ bytes: [UInt8]) {
        guard let fields = Self.fields(bytes[...]) else { return nil }
        for field in fields {
            guard field.number == 3, let contents = field.contents, let (name, layer) = Self.layer(contents) else { return nil }
            self.layers[name] = layer
        }
    }

    private struct Field {
        let number: UInt64
        var value: UInt64 = 0
        var contents: ArraySlice<UInt8>?
    }

    private static func layer(_ bytes: ArraySlice<UInt8>) -> (String, Layer)? {
        guard let fields = Self.fields(bytes) else { return nil }
        var (name, layer, keys, values) = ("", Layer(), [String](), [String]())
        for field in fields {
            switch field.number {
            case 1: name = Self.text(field.contents)
            case 3: keys.append(Self.text(field.contents))
            case 4:
                guard let value = Self.fields(field.contents ?? [])?.first else { return nil }
                values.append(Self.text(value.contents))
            case 5: layer.extent = field.value
            case 15: layer.version = field.value
            default: break
            }
        }
        for field in fields where field.number == 2 {
            guard let parts = Self.fields(field.contents ?? []) else { return nil }
            var feature = Feature()
            for part in parts {
                switch part.number {
                case 1: feature.id = part.value
                case 2:
                    guard let tags = Self.numbers(part.contents ?? []), tags.count % 2 == 0 else { return nil }
                    for index in stride(from: 0, to: tags.count, by: 2) {
                        guard Int(tags[index]) < keys.count, Int(tags[index + 1]) < values.count else { return nil }
                        if keys[Int(tags[index])] == "code" { feature.code = values[Int(tags[index + 1])] } else { feature.name = values[Int(tags[index + 1])] }
                    }
                case 3: guard part.value == 3 else { return nil }
                case 4:
                    guard let rings = Self.numbers(part.contents ?? []).flatMap(Self.rings) else { return nil }
                    feature.rings = rings
                default: return nil
                }
            }
            layer.features.append(feature)
        }
        return (name, layer)
    }

    private static func rings(_ commands: [UInt64]) -> [[SIMD2<Int32>]]? {
        var rings: [[SIMD2<Int32>]] = []
        var cursor = SIMD2<Int32>(0, 0)
        var next = commands.startIndex
        func number() -> Int32? {
            guard next < commands.count else { return nil }
            defer { next += 1 }
            let value = UInt32(truncatingIfNeeded: commands[next])
            return Int32(bitPattern: value >> 1) ^ -Int32(bitPattern: value & 1)
        }
        while next < commands.count {
            let (command, count) = (commands[next] & 7, commands[next] >> 3)
            next += 1
            switch command {
            case 1, 2:
                for _ in 0..<count {
                    guard let x = number(), let y = number() else { return nil }
                    cursor &+= SIMD2(x, y)
                    if command == 1 { rings.append([cursor]) } else { rings[rings.count - 1].append(cursor) }
                }
            case 7: guard count == 1 else { return nil }
            default: return nil
            }
        }
        return rings
    }

    private static func text(_ bytes: ArraySlice<UInt8>?) -> String { String(decoding: bytes ?? [], as: UTF8.self) }

    private static func numbers(_ bytes: ArraySlice<UInt8>) -> [UInt64]? {
        var (rest, numbers) = (bytes, [UInt64]())
        while !rest.isEmpty {
            guard let number = Self.varint(&rest) else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    private static func fields(_ bytes: ArraySlice<UInt8>) -> [Field]? {
        var (rest, fields) = (bytes, [Field]())
        while !rest.isEmpty {
            guard let key = Self.varint(&rest), let value = Self.varint(&rest) else { return nil }
            switch key & 7 {
            case 0: fields.append(Field(number: key >> 3, value: value))
            case 2:
                guard value <= UInt64(rest.count) else { return nil }
                fields.append(Field(number: key >> 3, contents: rest.prefix(Int(value))))
                rest = rest.dropFirst(Int(value))
            default: return nil
            }
        }
        return fields
    }

    private static func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard let byte = bytes.popFirst() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
