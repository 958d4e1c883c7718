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
