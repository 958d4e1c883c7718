import French

/// The page `/exploitation`, where whoever runs Vigie lands. No figure of deaths stands on it.
struct OperationsPage: Page {
    static let template = PageTemplate.operations
    let title = "Exploitation"
    let message: PageMessage?
    let services: PageTable
    let queues: PageTable?
    /// A sentence that tells when the page was read, such as « Lu le 12 mars 2026 à 9 h 05. »
    let readAt: String

    /// One condition of a service: its name, whether it holds (`nil` where Portal cannot know), and what is said of it.
    struct Condition: Sendable {
        let service: String
        let name: String
        let isMet: Bool?
        let detail: String
    }

    struct Queue: Sendable {
        let name: String
        let depth: Int
        let consumers: Int
        /// The number of dead letters; `nil` where it cannot be known.
        let dead: Int?
    }

    /// Fills the page.
    ///
    /// - Parameter queues: `nil` where they cannot be asked.
    init(conditions: [Condition], queues: [Queue]?, readAt: String, message: PageMessage? = nil) {
        self.message = message
        self.services = PageTable(
            id: "services", caption: "Services", columns: ["Service", "État", "Condition", "Détail"].map { PageTable.Column($0) },
            rows: conditions.map { [.head($0.service), Self.state($0.isMet), .text($0.name), .text($0.detail)] },
            empty: "Aucun service n’a répondu.")
        self.queues = queues.map { queues in
            PageTable(
                id: "files", caption: "Files de messages",
                columns: [
                    .init("File"), .init("État"), .init("En attente", isNumber: true), .init("Consommateurs", isNumber: true), .init("Rebuts", isNumber: true),
                ],
                rows: queues.map { queue in
                    [
                        .head(queue.name), Self.state(queue), .number(FrenchText.number(queue.depth)), .number(FrenchText.number(queue.consumers)),
                        .number(queue.dead.map { FrenchText.number($0) } ?? "inconnu"),
                    ]
                }, empty: "Aucune file.")
        }
        self.readAt = readAt
    }

    private static func state(_ isMet: Bool?) -> PageTable.Cell {
        switch isMet {
        case true?: .badge("En ordre", .success)
        case false?: .badge("En défaut", .error)
        case nil: .badge("Inconnu d’ici")
        }
    }

    private static func state(_ queue: Queue) -> PageTable.Cell {
        if queue.consumers == 0 { return .badge("Personne ne la vide", .error) }
        return queue.dead ?? 0 > 0 ? .badge("Des rebuts à traiter", .warning) : .badge("En ordre", .success)
    }
}
