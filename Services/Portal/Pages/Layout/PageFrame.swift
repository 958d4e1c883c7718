/// What stands around a page, whatever page it is: who is signed in, where they may go, and what all must know.
struct PageFrame: Sendable {
    /// The name of who is signed in; nothing when nobody is.
    let person: String?
    /// The session's form token: for the forms of every page, and for what modules send.
    let formToken: String?
    /// Tells one session from another to the pages of one browser, which share a stream of events. Not the session itself.
    let session: String?
    let navigation: [NavigationEntry]
    let hasNavigation: Bool
    /// Told on all pages; nothing when there is nothing to tell.
    let banner: String?
    let isOnSignIn: Bool
    let isOnOwnAccount: Bool

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
