import Cartography

/// What a picture is written as.
enum PictureFormat: String, CaseIterable, Hashable, Sendable {
    case svg
    case png

    var contentType: String {
        switch self {
        case .svg: SVGRenderer.contentType
        case .png: PictureRenderer.pngContentType
        }
    }
}
