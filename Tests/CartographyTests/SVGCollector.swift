import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// What a document holds, as an XML parser sees it.
final class SVGCollector: NSObject, XMLParserDelegate {
    private(set) var elements: Set<String> = []
    private(set) var attributes: [[String: String]] = []
    /// The attributes of each commune's path, by its code.
    private(set) var paths: [String: [String: String]] = [:]
    private(set) var titles: [String] = []
    private var title: String?

    var identifiers: [String] { self.attributes.compactMap { $0["id"] } }

    func parser(_ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]) {
        self.elements.insert(name)
        self.attributes.append(attributes)
        if name == "path", let commune = attributes["data-commune"] { self.paths[commune] = attributes }
        if name == "title" { self.title = "" }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { self.title?.append(text) }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        guard name == "title", let title = self.title else { return }
        self.titles.append(title)
        self.title = nil
    }
}
