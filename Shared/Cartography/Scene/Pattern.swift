/// What is drawn over a colour, so that nothing is told by colour alone (RGAA 3.1): a tile of 8 by 8 units that repeats.
public enum Pattern: String, CaseIterable, Hashable, Sendable {
    case plain
    /// Lines that fall to the right: nothing was declared.
    case falling
    /// Lines that rise to the right.
    case rising
    /// Lines that rise and lines that fall.
    case crossed
    case dotted
    /// One small dot in each tile: the area is not watched.
    case sparse
    case level

    /// The side of a tile, in units.
    static let side = 8.0

    /// The straight strokes of a tile. They run over its edges, so that the tiles join.
    var strokes: [(from: ScreenPoint, to: ScreenPoint)] {
        let rising = [(-2.0, 2.0, 2.0, -2.0), (-2, 10, 10, -2), (6, 10, 10, 6)]
        let falling = [(-2.0, 6.0, 2.0, 10.0), (-2, -2, 10, 10), (6, -2, 10, 2)]
        let lines: [(Double, Double, Double, Double)] =
            switch self {
            case .plain, .dotted, .sparse: []
            case .rising: rising
            case .falling: falling
            case .crossed: rising + falling
            case .level: [(-1, 2, 9, 2), (-1, 6, 9, 6)]
            }
        return lines.map { (ScreenPoint(x: $0.0, y: $0.1), ScreenPoint(x: $0.2, y: $0.3)) }
    }

    /// The middles of a tile's dots.
    var dots: [ScreenPoint] {
        switch self {
        case .dotted: [ScreenPoint(x: 2, y: 2), ScreenPoint(x: 6, y: 6)]
        case .sparse: [ScreenPoint(x: 4, y: 4)]
        case .plain, .falling, .rising, .crossed, .level: []
        }
    }
    /// The radius of a dot.
    var dotRadius: Double { self == .sparse ? 0.75 : 1 }
    /// The width of a stroke.
    var strokeWidth: Double { 1 }
}
