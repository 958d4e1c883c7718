/// How much a tile shows at each zoom. The tiles of small zooms hold most of France: they would weigh megabytes if they told what nobody can
/// see.
struct TileDetail {
    /// The size of a tile in its own units.
    let extent: Int32
    /// How far a line may stray from the true one, in pixels of a tile drawn 512 wide; `nil` where every point is kept.
    let tolerance: Double?
    let hasCommunes: Bool
    /// Whether communes bear their names; at lower zooms they are two pixels wide.
    let hasNames: Bool

    init(zoom: Int) {
        switch zoom {
        case ...4: (self.extent, self.tolerance) = (512, 1)
        case 5: (self.extent, self.tolerance) = (256, 3)
        case 6: (self.extent, self.tolerance) = (1_024, 1)
        case 7...8: (self.extent, self.tolerance) = (2_048, 0.5)
        case 9..<TileID.maximumZoom: (self.extent, self.tolerance) = (4_096, 0.5)
        default: (self.extent, self.tolerance) = (4_096, nil)
        }
        self.hasCommunes = zoom >= 5
        self.hasNames = zoom >= 7
    }

    /// Returns the tolerance in units of the square.
    func limit(zoom: Int) -> Float { Float((self.tolerance ?? 0) * WebMercator.side / Double(1 << zoom) / 512) }
}
