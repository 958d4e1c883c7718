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

    /// The size of a picture when nobody says: a page is paper.
    var usualSize: PictureSize { self == .pdf ? .page : .usual }
}
