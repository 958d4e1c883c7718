/// The page `/mairie/aide`: the guide of the town hall.
struct TownHallHelpPage: Page {
    static let template = PageTemplate.townHallHelp
    let title = "Aide"
    let heading = "Guide de la mairie"
    let telephone: String?
}
