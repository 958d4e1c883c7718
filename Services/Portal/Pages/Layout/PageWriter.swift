/// Writes pages: values in, HTML out. Everything that is filled in is escaped; no template has a way around that.
struct PageWriter: Sendable {
    private let library: PageLibrary
    private let assets: PageAssets

    /// - Throws: What swift-mustache finds wrong with a template.
    init(assets: PageAssets) throws {
        self.library = try PageLibrary()
        self.assets = assets
    }

    /// A page as it is sent.
    func html(_ page: some Page, in frame: PageFrame) -> String {
        let template = type(of: page).template
        // Pages with figures hear by their stream that the session is over; the others ask.
        let modules = template.modules + (frame.session == nil || template.hasMap ? [] : ["presence.js"])
        let document = PageLibrary.Document(
            title: page.title, frame: frame, styles: self.assets.styles, preloads: self.assets.preloads(of: modules),
            modules: modules.map(self.assets.address(ofModule:)), map: template.hasMap ? self.assets.map : nil,
            hasIdentity: self.assets.hasIdentity, page: page)
        return self.library.html(document, template) ?? ""
    }
}
