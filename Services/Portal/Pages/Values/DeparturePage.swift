/// The page of a browser on its way to the provider's sign-out: it goes on by itself, or by the link.
struct DeparturePage: Page {
    static let template = PageTemplate.departure
    let title = "Déconnexion"
    /// The provider's name, such as « ProConnect ».
    let provider: String
    /// The provider's address that ends its own session.
    let address: String
}
