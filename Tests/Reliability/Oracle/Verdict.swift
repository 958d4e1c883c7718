/// The findings of the oracle, in the words of Jepsen's set checker. All lists must be empty.
struct Verdict: Sendable, Equatable, CustomStringConvertible {
    /// The revisions that were acknowledged and are not there.
    var lost: [RevisionKey] = []
    /// The revisions that are there more than once.
    var duplicated: [RevisionKey] = []
    /// The revisions that are there and were never sent.
    var unexpected: [RevisionKey] = []
    /// The revisions that are there with another content than was sent, or in another state than they must have.
    var distorted: [RevisionKey] = []
    /// The revisions that were sent and not acknowledged by the clients' deadline.
    var unsettled: [RevisionKey] = []
    /// The statuses that a good client must never see, with how often each came.
    var oddAnswers: [Int: Int] = [:]
    /// The revisions that are there although no client knows of an acknowledgement, which is allowed and worth knowing.
    var recovered = 0

    /// Whether the promise was kept.
    var isSound: Bool {
        lost.isEmpty && duplicated.isEmpty && unexpected.isEmpty && distorted.isEmpty && unsettled.isEmpty && oddAnswers.isEmpty
    }

    /// The number of findings of each kind, with the first few.
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
