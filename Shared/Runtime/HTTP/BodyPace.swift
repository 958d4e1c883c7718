/// Judges whether a body still comes fast enough: it may stand still for as long as the client has patience left, and each byte gives some of
/// that back, up to all of it.
///
/// With 30 s and 1,000 bytes a second: the first byte within 30 s; from then on a body that keeps up 1 kB/s may take as long
/// as it likes, and one that stands still, or trickles, is over after at most 30 s of it. Time during which nobody read, since
/// the service had no room, is not the client's.
struct BodyPace: Hashable, Sendable {
    private let most: Duration
    private let perByte: Duration
    private(set) var left: Duration

    /// Makes a pace whose patience is whole.
    ///
    /// - Parameters:
    ///   - patience: How long a body may stand still.
    ///   - bytesPerSecond: How fast it must be at least, after that.
    init(patience: Duration, bytesPerSecond: Int) {
        self.most = patience
        self.perByte = .seconds(1) / max(bytesPerSecond, 1)
        self.left = patience
    }

    var isOver: Bool { self.left <= .zero }

    /// Notes that the body was waited for so long.
    mutating func waited(_ duration: Duration) { self.left -= duration }

    /// Notes that so many bytes of the body came.
    mutating func came(_ bytes: Int) {
        // More than this fills it in any case.
        let bytes = min(max(bytes, 0), 1 << 30)
        self.left = min(self.most, self.left + self.perByte * bytes)
    }
}
