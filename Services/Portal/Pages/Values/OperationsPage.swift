/// `/exploitation`: where whoever runs the house lands. No figure of deaths stands in it.
struct OperationsPage: Page {
    static let template = PageTemplate.operations
    let title = "Exploitation"
    let message: PageMessage?
    let services: PageTable
    let queues: PageTable?
    /// « Lu le 12 mars 2026 à 9 h 05. »
    let readAt: String

    /// One condition of a service: `reference`, `broker`, …, whether it holds, and what is said of it.
    struct Condition: Sendable {
        let service: String
        let name: String
        let isMet: Bool
        let detail: String
    }

    struct Queue: Sendable {
        let name: String
        let depth: Int
        let consumers: Int
    }

    /// - Parameter queues: Nothing where they cannot be asked.
    init(conditions: [Condition], queues: [Queue]?, readAt: String, message: PageMessage? = nil) {
        self.message = message
        self.services = PageTable(
            id: "services", caption: "Services", columns: ["Service", "Condition", "État", "Détail"].map { PageTable.Column($0) },
            rows: conditions.map { [.head($0.service), .text($0.name), $0.isMet ? .badge("En ordre", .success) : .badge("En défaut", .error), .text($0.detail)] },
            empty: "Aucun service n’a répondu.")
        self.queues = queues.map { queues in
            PageTable(
                id: "files", caption: "Files de messages", columns: [.init("File"), .init("Messages", isNumber: true), .init("Consommateurs", isNumber: true)],
                rows: queues.map { [.head($0.name), .number(String($0.depth)), .number(String($0.consumers))] }, empty: "Aucune file.")
        }
        self.readAt = readAt
    }
}
