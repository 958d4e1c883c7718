/// What a browser is shown on its way out by the provider: it goes on by itself, or by the link.
struct DeparturePage: Page {
    static let template = PageTemplate.departure
    let title = "Déconnexion"
    /// « ProConnect ».
    let provider: String
    /// Where the provider's own session ends.
    let address: String
}
