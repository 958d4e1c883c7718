import Cartography

/// What a picture is written as.
enum PictureFormat: String, CaseIterable, Hashable, Sendable {
    case svg
    case png
    case pdf

    var contentType: String {
        switch self {
        case .svg: SVGRenderer.contentType
        case .png: PictureRenderer.pngContentType
        case .pdf: PageRenderer.contentType
        }
    }

    /// The size of a picture when nobody says: a page is paper, and the nation is as wide as it is high.
    func usualSize(of subject: MapSubject) -> PictureSize { self == .pdf ? .page : subject == .nation ? .square : .usual }
}
