/// What surrounds every page: the signed-in person, the menu, and the banner.
struct PageFrame: Sendable {
    /// The name of the person who is signed in; `nil` when nobody is.
    let person: String?
    /// The session's form token, for the forms of the page and for its modules.
    let formToken: String?
    /// A text that tells one session from another, for the pages of one browser, which share a stream of events. It is not the session's token.
    let session: String?
    let navigation: [NavigationEntry]
    let hasNavigation: Bool
    /// The sentence that all pages show; `nil` when there is none.
    let banner: String?
    let isOnSignIn: Bool
    let isOnOwnAccount: Bool

    /// Creates the frame of a page.
    ///
    /// - Parameter path: The page's own address, which the navigation marks.
    init(
        path: String, person: String? = nil, formToken: String? = nil, session: String? = nil, rights: NavigationRights = [], banner: String? = nil
    ) {
        self.person = person
        self.formToken = formToken
        self.session = session
        self.navigation = NavigationEntry.all(for: rights, at: path)
        self.hasNavigation = !self.navigation.isEmpty
        self.banner = banner
        self.isOnSignIn = ["/connexion", "/connexion/retour", "/invitation", "/invitation/identite", "/deconnexion"].contains(path)
        self.isOnOwnAccount = path == "/mon-compte"
    }
}
