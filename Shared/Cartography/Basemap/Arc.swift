/// A stretch of border between two junctions, or all around an island. It is drawn once, however many communes it bounds.
struct Arc: Hashable {
    /// The places of its points among the basemap's, in the one direction that is kept.
    let points: [Int32]
    /// Whether a department ends here, so that another one, or nothing, lies on the other side.
    var isOutline = true

    /// An arc as part of a ring, in its own direction or backwards.
    struct Use: Hashable {
        let arc: Int32
        let isBackwards: Bool
    }
}
