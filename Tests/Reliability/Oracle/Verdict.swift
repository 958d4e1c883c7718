/// What the oracle found, in the words of Jepsen's set checker. All lists must be empty.
struct Verdict: Sendable, Equatable, CustomStringConvertible {
    /// Acknowledged, and not there.
    var lost: [RevisionKey] = []
    /// There more than once.
    var duplicated: [RevisionKey] = []
    /// There, and never sent.
    var unexpected: [RevisionKey] = []
    /// There with another content than was sent, or in another state than its revision asks for.
    var distorted: [RevisionKey] = []
    /// Sent and never acknowledged, when the clients' time was up.
    var unsettled: [RevisionKey] = []
    /// Answered with something that a good client never sees: a status and how often.
    var oddAnswers: [Int: Int] = [:]
    /// There although the client knows of no acknowledgement: allowed, and worth knowing.
    var recovered = 0

    /// Whether the promise was kept.
    var isSound: Bool {
        lost.isEmpty && duplicated.isEmpty && unexpected.isEmpty && distorted.isEmpty && unsettled.isEmpty && oddAnswers.isEmpty
    }

    /// How many of each, and the first few.
    var description: String {
        let lists = [
            ("lost", lost), ("duplicated", duplicated), ("unexpected", unexpected), ("distorted", distorted), ("unsettled", unsettled),
        ]
        let told = lists.map { name, keys in
            "\(name) \(keys.count)" + (keys.isEmpty ? "" : " (\(keys.prefix(3).map(\.description).joined(separator: ", ")) …)")
        }
        return told.joined(separator: ", ") + ", odd answers \(oddAnswers), recovered \(recovered)"
    }
}
