/// A stretch of border between two junctions, or all around an island: drawn once, however many communes it bounds.
struct Arc: Hashable {
    /// Points of the basemap, in the one direction that is kept.
    let points: [Int32]
    /// Whether a department ends here: another one, or nothing, lies on the other side.
    var isOutline = true

    /// An arc as part of a ring, in its own direction or backwards.
    struct Use: Hashable {
        let arc: Int32
        let isBackwards: Bool
    }
}
