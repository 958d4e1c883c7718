/// The part of the plane that is nearer to one seed than to any other, with the neighbour behind each side.
struct VoronoiCell {
    /// A side of the cell: the vertex that it starts from, and the seed on its other side; -1 is the edge of the world.
    private struct Side {
        var start: PlanePoint
        var neighbour: Int
    }

    private var sides: [Side]

    /// Cuts the cell of `seed` out of a square of `size` by the perpendicular bisectors to the others, nearest first.
    init(of seed: Int, among seeds: [PlanePoint], size: Double) {
        let corner = size / 2
        self.sides = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].map {
            Side(start: PlanePoint(x: $0.0 * corner, y: $0.1 * corner), neighbour: -1)
        }
        let centre = seeds[seed]
        let others = seeds.indices.filter { $0 != seed }.map { (index: $0, distance: (seeds[$0] - centre).length) }
            .sorted { $0.distance < $1.distance }
        for other in others {
            let reach = self.sides.map { ($0.start - centre).length }.max() ?? 0
            if other.distance > 2 * reach { break }
            self.cut(by: other.index, at: seeds[other.index], centre: centre)
        }
    }

    /// The neighbours in counter-clockwise order.
    var neighbours: [Int] { self.sides.map(\.neighbour) }

    private mutating func cut(by neighbour: Int, at other: PlanePoint, centre: PlanePoint) {
        let middle = centre.midpoint(other), axis = other - centre
        func excess(_ point: PlanePoint) -> Double { (point.x - middle.x) * axis.x + (point.y - middle.y) * axis.y }
        var kept: [Side] = []
        for (place, side) in self.sides.enumerated() {
            let end = self.sides[(place + 1) % self.sides.count].start
            let (from, to) = (excess(side.start), excess(end))
            let crossing = side.start + (end - side.start) * (from / (from - to))
            switch (from <= 0, to <= 0) {
            case (true, true): kept.append(side)
            case (true, false):
                kept.append(side)
                kept.append(Side(start: crossing, neighbour: neighbour))
            case (false, true): kept.append(Side(start: crossing, neighbour: side.neighbour))
            case (false, false): break
            }
        }
        self.sides = kept
    }
}
