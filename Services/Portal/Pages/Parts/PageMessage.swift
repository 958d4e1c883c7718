/// A message at the top of a page that tells what was just done.
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

/// A name and its value in a list of facts.
struct PageFact: Sendable {
    let name: String
    let value: String
}

/// A link that stands alone.
struct PageLink: Sendable {
    let name: String
    let address: String
}
