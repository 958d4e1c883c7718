/// Writes a shape as the compact bytes that are stored, and reads it back.
///
/// Version 1: the byte 1, then numbers as base-128 varints: how many polygons; for each, how many rings (the outside
/// first); for each, how many points; for each point, the steps from the point before it in the shape (from 0, 0 for
/// the first), longitude then latitude, in zig-zag form. Nothing is lost, and a shape has one form only.
public enum ShapeCodec {
    private static let version: UInt8 = 1

    /// Writes a shape.
    public static func encode(_ shape: Shape) -> [UInt8] {
        var bytes: [UInt8] = [Self.version]
        bytes.reserveCapacity(shape.vertexCount * 5 + 8)
        var (x, y) = (0, 0)
        Self.append(UInt64(shape.polygons.count), to: &bytes)
        for polygon in shape.polygons {
            Self.append(UInt64(polygon.holes.count + 1), to: &bytes)
            for ring in polygon.rings {
                Self.append(UInt64(ring.vertices.count), to: &bytes)
                for vertex in ring.vertices {
                    Self.append(Self.zigZag(Int(vertex.x) - x), to: &bytes)
                    Self.append(Self.zigZag(Int(vertex.y) - y), to: &bytes)
                    (x, y) = (Int(vertex.x), Int(vertex.y))
                }
            }
        }
        return bytes
    }

    /// Reads a shape. Bytes from anywhere may be given: what is no shape is an error.
    public static func decode(_ bytes: [UInt8]) throws(ShapeError) -> Shape {
        guard let version = bytes.first else { throw ShapeError(code: .truncated, offset: 0) }
        guard version == Self.version else { throw ShapeError(code: .unknownVersion, offset: 0) }
        var reader = VarintReader(bytes: bytes, position: 1)
        var (x, y) = (0, 0)
        var polygons: [Polygon] = []
        for _ in 0..<(try reader.count(least: 1, bytesEach: 8)) {
            var rings: [Ring] = []
            for _ in 0..<(try reader.count(least: 1, bytesEach: 7)) {
                let count = try reader.count(least: 3, bytesEach: 2)
                var vertices: [Vertex] = []
                vertices.reserveCapacity(count)
                for _ in 0..<count {
                    x += try reader.step()
                    y += try reader.step()
                    guard let vertex = Vertex(x: x, y: y) else { throw reader.malformed }
                    vertices.append(vertex)
                }
                guard let ring = Ring(vertices), ring.vertices.count == count else { throw reader.malformed }
                rings.append(ring)
            }
            polygons.append(Polygon(outside: rings[0], holes: Array(rings.dropFirst())))
        }
        guard reader.isAtEnd, let shape = Shape(polygons) else { throw reader.malformed }
        return shape
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    private static func zigZag(_ step: Int) -> UInt64 { UInt64(bitPattern: Int64(step << 1) ^ Int64(step >> 63)) }
}
