/// Fills templates with values and so writes pages. Every value is escaped; no template has a way around that.
struct PageWriter: Sendable {
    private let library: PageLibrary
    private let assets: PageAssets

    /// Compiles all templates.
    ///
    /// - Throws: What swift-mustache finds wrong with a template.
    init(assets: PageAssets) throws {
        self.library = try PageLibrary()
        self.assets = assets
    }

    /// Returns the modules that run on every page of a signed-in person besides the page's own: one hears that the session is over, and one
    /// forgets what is stored when they sign out.
    private static func modules(besides template: PageTemplate) -> [String] {
        // Pages with figures hear it by their stream. The clerk's application stays, and says so: nothing that is typed is led away.
        let hears = template.hasMap || template.isApplication ? [] : ["presence.js"]
        return hears + (template.isApplication ? [] : ["sign-out.js"])
    }

    /// Returns a page as HTML.
    func html(_ page: some Page, in frame: PageFrame) -> String {
        let template = type(of: page).template
        let modules = template.modules + (frame.session == nil ? [] : Self.modules(besides: template))
        let document = PageLibrary.Document(
            title: page.title, frame: frame, styles: self.assets.styles, preloads: self.assets.preloads(of: modules),
            modules: modules.map(self.assets.address(ofModule:)), map: template.hasMap ? self.assets.map : nil,
            hasIdentity: self.assets.hasIdentity, page: page)
        return self.library.html(document, template) ?? ""
    }
}
