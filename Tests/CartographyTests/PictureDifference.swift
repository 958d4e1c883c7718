@testable import Cartography

/// How far two pictures of the same size lie apart: the mean difference of a channel, of 255, in the worst of all blocks of
/// 20 by 20 pixels. Letters that another version of a library draws a little thicker stay under 12; an area in another
/// colour does not.
struct PictureDifference {
    static let tolerance = 12.0
    private static let side = 20

    let worst: Double
    /// The upper left corner of the worst block.
    let place: (x: Int, y: Int)

    /// - Parameters:
    ///   - first: pixels, `0xRRGGBB`, row by row.
    init(_ first: [UInt32], _ second: [UInt32], width: Int) {
        var (worst, place) = (0.0, (x: 0, y: 0))
        let height = min(first.count, second.count) / max(width, 1)
        for top in stride(from: 0, to: height, by: Self.side) {
            for left in stride(from: 0, to: width, by: Self.side) {
                var (sum, count) = (0, 0)
                for y in top..<min(top + Self.side, height) {
                    for x in left..<min(left + Self.side, width) {
                        let (a, b) = (first[y * width + x], second[y * width + x])
                        for shift in [UInt32(0), 8, 16] { sum += abs(Int(a >> shift & 255) - Int(b >> shift & 255)) }
                        count += 3
                    }
                }
                let mean = Double(sum) / Double(count)
                if mean > worst { (worst, place) = (mean, (left, top)) }
            }
        }
        self.worst = worst
        self.place = place
    }
}
