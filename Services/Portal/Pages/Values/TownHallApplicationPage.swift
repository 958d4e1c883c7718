import Mortality

/// The page `/mairie/application`: the screen that a device stores for when there is no network. It is the same for everybody and contains
/// nobody's data.
struct TownHallApplicationPage: Page {
    static let template = PageTemplate.townHallApplication
    let title = "Mairie"
    let heading = "Mairie"
    let root = TownHallPage.Root(realm: "real", session: nil, state: nil)
    let blank: DeclarationForm

    init() throws {
        self.blank = DeclarationForm(
            TypedDeclaration(id: try DeclarationID("00000000-0000-4000-8000-000000000000")), action: "/mairie/declarer", token: nil, commune: "", today: nil,
            cancel: "/mairie/")
    }
}

/// The page `/mairie/aide`: the guide of the town hall.
struct TownHallHelpPage: Page {
    static let template = PageTemplate.townHallHelp
    let title = "Aide"
    let heading = "Guide de la mairie"
    let telephone: String?
}
