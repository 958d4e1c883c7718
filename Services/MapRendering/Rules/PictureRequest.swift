import Cartography
import Mortality

/// A request for a picture, checked.
struct PictureRequest: Hashable, Sendable {
    let subject: MapSubject
    let division: MapDivision
    let day: CivilDay
    let indicator: Indicator
    let format: PictureFormat
    let size: PictureSize
    /// The viewer of the picture. A map of several departments is seen from outside, whoever asks.
    let viewer: Viewer
}

/// The format of a picture.
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

    /// The size of a picture when the request names none: a page is paper, and the nation is as wide as it is high.
    func usualSize(of subject: MapSubject) -> PictureSize { self == .pdf ? .page : subject == .nation ? .square : .usual }
}
