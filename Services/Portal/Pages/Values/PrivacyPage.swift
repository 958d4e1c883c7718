/// The page `/donnees-personnelles`: which data of people are kept, why, how long, and what rights they have.
struct PrivacyPage: Page {
    /// The data that one table of the database keeps, and how long.
    struct Kept: Sendable {
        let what: String
        let why: String
        let howLong: String
    }

    static let template = PageTemplate.privacy
    let title = "Données personnelles"
    let controller: String
    let contact: String
    let retention: PageTable

    /// Fills the page.
    ///
    /// - Parameters:
    ///   - controller: Who answers for the data, as the deployer says; nothing is made up where it is not said.
    ///   - contact: How the data protection officer is reached.
    init(controller: String? = nil, contact: String? = nil, kept: [Kept]) {
        self.controller =
            controller
            ?? "Qui a installé ce Vigie n’a pas encore indiqué le responsable du traitement. Tant que ce n’est pas fait, Vigie ne doit pas servir à autre chose qu’à des essais."
        self.contact =
            contact.map { "Pour exercer vos droits : \($0)." } ?? "L’adresse où exercer vos droits n’a pas encore été indiquée par qui a installé ce Vigie."
        self.retention = PageTable(
            id: "conservation", caption: "Ce qui est gardé, pourquoi, combien de temps",
            columns: ["Données", "À quoi elles servent", "Durée"].map { PageTable.Column($0) },
            rows: kept.map { [.head($0.what), .text($0.why), .text($0.howLong)] }, empty: "Rien n’est gardé.")
    }
}
