/// What was just done, told over a page.
struct PageMessage: Sendable {
    enum Kind: String, Sendable {
        case info, success, warning, error
    }

    let kind: String
    let text: String

    init(_ kind: Kind, _ text: String) {
        self.kind = kind.rawValue
        self.text = text
    }
}

/// A name and what stands for it.
struct PageFact: Sendable {
    let name: String
    let value: String
}

/// A link of its own.
struct PageLink: Sendable {
    let name: String
    let address: String
}
