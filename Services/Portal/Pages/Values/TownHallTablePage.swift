import Mortality
import Web

/// The page `/mairie/tableau`, on which a table is dropped. The module checks and shows it before it is sent.
struct TownHallTablePage: Page {
    static let template = PageTemplate.townHallTable
    let title = "Envoyer un tableau"
    let heading = "Envoyer un tableau"
    let isExercise: Bool
    let isOnBehalf: Bool
    let name: String
    /// The address of a table to begin with.
    let template: String
    let root: TownHallPage.Root
    let back: String

    init(at place: TownHallPlace, root: TownHallPage.Root) {
        self.isExercise = place.isExercise
        self.isOnBehalf = place.standing == .onBehalf
        self.name = place.commune.name
        self.template = place.page("/modele.csv")
        self.root = root
        self.back = place.page("/")
    }
}
