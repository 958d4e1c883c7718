/// A closed line: the outside of a polygon, or a hole in it.
public struct Ring: Hashable, Sendable {
    /// The points: at least three, no two alike in a row. The line from the last to the first closes the ring.
    public let vertices: [Vertex]

    /// Takes the points of a ring, closed or not; points repeated in a row count once. It is `nil` when fewer than three remain.
    public init?(_ points: [Vertex]) {
        var vertices: [Vertex] = []
        vertices.reserveCapacity(points.count)
        for point in points where vertices.last != point { vertices.append(point) }
        while vertices.count > 1, vertices.first == vertices.last { vertices.removeLast() }
        guard vertices.count >= 3 else { return nil }
        self.vertices = vertices
    }

    /// Twice the area within it, in square degrees; positive when the points run anticlockwise.
    var doubledArea: Double {
        guard var previous = self.vertices.last else { return 0 }
        var sum = 0.0
        for vertex in self.vertices {
            sum += previous.longitude * vertex.latitude - vertex.longitude * previous.latitude
            previous = vertex
        }
        return sum
    }
}
