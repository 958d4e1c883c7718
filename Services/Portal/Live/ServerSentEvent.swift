/// One server-sent event (WHATWG HTML, section 9.2), ready to be written.
struct ServerSentEvent: Equatable {
    /// The event's name; a line break cannot be part of it.
    let name: String
    /// What a browser sends back as `Last-Event-ID` to resume.
    let id: String
    /// The data, usually one line of JSON.
    let data: String

    /// A line that keeps the connection open and says nothing.
    static let comment = ": en vie\n\n"

    /// The event as it is sent.
    var text: String {
        var text = ""
        if !self.id.isEmpty { text += "id: \(self.oneLine(self.id))\n" }
        text += "event: \(self.oneLine(self.name))\n"
        for line in self.data.split(separator: "\n", omittingEmptySubsequences: false) { text += "data: \(line)\n" }
        return text + "\n"
    }

    private func oneLine(_ text: String) -> String {
        String(text.filter { !$0.isNewline })
    }
}

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
