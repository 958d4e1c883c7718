/// The id of a server-sent event: which Portal process made it, and the number of the last change told.
struct EventID: Equatable {
    let epoch: String
    let number: UInt64

    init(epoch: String, number: UInt64) {
        self.epoch = epoch
        self.number = number
    }

    /// Reads what a browser sent back; nil when it is not one of ours.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = UInt64(parts[1]), !parts[0].isEmpty, parts[0].count <= 64 else { return nil }
        self.init(epoch: String(parts[0]), number: number)
    }

    var text: String { "\(self.epoch).\(self.number)" }
}
