import French

internal import Mortality

/// Draws a sheet as SVG 1.1, for pages, which repaint a commune by changing its class.
///
/// Every commune is `<path id="c56260" data-commune="56260" class="commune v3">` with its name and value as `<title>`. The
/// legend carries the indicator and `data-breaks`, the lower bounds of the classes v0, v1… (`0+` is the least number above
/// zero), and each of its entries `data-class`. Colours are given as attributes too: a page whose policy forbids inline
/// styles copies the `fill` of the legend's `[data-class] rect` along with the class.
public enum SVGRenderer {
    /// The media type of what `render` gives.
    public static let contentType = "image/svg+xml"

    private static let fonts = "Marianne, 'DejaVu Sans', Verdana, Arial, sans-serif"

    /// Draws the sheet as a document in UTF-8.
    public static func render(_ sheet: MapSheet) -> [UInt8] {
        let map = sheet.map
        var xml = XMLText(capacity: 4_096 + sheet.plate.panels.reduce(0) { $0 + $1.fitted.rings.reduce(0) { $0 + $1.reduce(200) { $0 + $1.count * 9 } } })
        let (width, height) = (sheet.plate.layout.size.width, sheet.plate.layout.size.height)
        xml.append(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" \
            class="vigie-map" role="graphics-document document" aria-labelledby="vigie-title vigie-desc" lang="fr" xml:lang="fr" \
            data-indicator="\(map.scale.indicator.rawValue)" data-department="\(map.department?.text ?? "")" data-date="\(map.day)" \
            font-family="\(Self.fonts)">
            <title id="vigie-title">
            """)
        xml.append(escaping: "\(map.title), \(map.subtitle)")
        xml.append("</title>\n<desc id=\"vigie-desc\">")
        xml.append(escaping: Self.description(of: sheet))
        xml.append("</desc>\n")
        Self.appendStyles(of: sheet, to: &xml)
        xml.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n")
        xml.append("<g class=\"heading\" aria-hidden=\"true\">\n")
        for text in sheet.headings { Self.append(text, to: &xml) }
        xml.append("</g>\n")
        Self.appendMap(of: sheet, to: &xml)
        Self.appendLegend(of: sheet, to: &xml)
        Self.appendScaleBar(of: sheet, to: &xml)
        xml.append("<g class=\"source\">\n")
        for text in sheet.footers { Self.append(text, to: &xml) }
        xml.append("</g>\n</svg>\n")
        return xml.bytes
    }

    /// Writes the map in words, for somebody who does not see it.
    private static func description(of sheet: MapSheet) -> String {
        let classes = sheet.legend.entries.map { "\($0.valueClass.label)\(FrenchText.space): \($0.count.text)" }.joined(separator: "\(FrenchText.thin); ")
        return
            "\(sheet.map.summary). \(sheet.map.scale.heading), nombre de \(sheet.map.scale.division == .communes ? "communes" : "départements") par classe\(FrenchText.space): \(classes). "
            + sheet.map.notes.map { "\($0) " }.joined() + "\(sheet.map.source). \(sheet.map.freshness)."
    }

    /// Returns how a class is painted: its colour, or its pattern.
    private static func paint(of valueClass: ValueClass) -> String {
        valueClass.fill.pattern == .plain ? "\(valueClass.fill.colour)" : "url(#vigie-\(valueClass.name))"
    }

    private static func appendStyles(of sheet: MapSheet, to xml: inout XMLText) {
        xml.append("<defs>\n")
        for valueClass in sheet.map.scale.classes where valueClass.fill.pattern != .plain {
            let (fill, side, unit) = (valueClass.fill, Pattern.side, PlainNumber.text(sheet.plate.layout.unit))
            xml.append(
                """
                <pattern id="vigie-\(valueClass.name)" width="\(Int(side))" height="\(Int(side))" patternUnits="userSpaceOnUse" \
                patternTransform="scale(\(unit))"><rect width="\(Int(side))" height="\(Int(side))" fill="\(fill.colour)"/>
                """)
            for stroke in fill.pattern.strokes {
                let (from, to) = (stroke.from, stroke.to)
                xml.append(
                    "<path d=\"M\(Int(from.x)) \(Int(from.y))L\(Int(to.x)) \(Int(to.y))\" stroke=\"\(fill.ink)\" stroke-width=\"\(PlainNumber.text(fill.pattern.strokeWidth))\"/>"
                )
            }
            for dot in fill.pattern.dots {
                xml.append("<circle cx=\"\(Int(dot.x))\" cy=\"\(Int(dot.y))\" r=\"\(PlainNumber.text(fill.pattern.dotRadius))\" fill=\"\(fill.ink)\"/>")
            }
            xml.append("</pattern>\n")
        }
        xml.append("</defs>\n<style>")
        for valueClass in sheet.map.scale.classes { xml.append(".vigie-map .\(valueClass.name){fill:\(Self.paint(of: valueClass))}") }
        xml.append("</style>\n")
    }

    private static func appendMap(of sheet: MapSheet, to xml: inout XMLText) {
        var next = sheet.classes.startIndex
        for panel in sheet.plate.panels {
            let end = next + panel.fitted.basemap.areas.count
            Self.append(panel, classes: sheet.classes[next..<end], of: sheet, to: &xml)
            next = end
        }
        xml.append("<g class=\"names\" aria-hidden=\"true\" pointer-events=\"none\">\n")
        for name in sheet.plate.names { Self.append(name, to: &xml) }
        xml.append("</g>\n")
    }

    private static func append(_ panel: Panel, classes: ArraySlice<Int>, of sheet: MapSheet, to xml: inout XMLText) {
        if let frame = panel.frame {
            xml.append("<g class=\"inset\"><path fill=\"none\" stroke=\"#929292\" stroke-width=\"")
            xml.append(0.8 * sheet.plate.layout.unit)
            xml.append("\" d=\"")
            xml.append(line: Array(frame.outline.dropLast()), isClosed: true)
            xml.append("\"/>")
            if let name = panel.name { Self.append(name, to: &xml) }
            xml.append("\n")
        }
        xml.append("<g class=\"\(sheet.map.scale.division.rawValue)\" fill-rule=\"evenodd\" stroke=\"#ffffff\" stroke-linejoin=\"round\" stroke-width=\"")
        xml.append(sheet.plate.borderWidth(of: panel))
        xml.append("\">\n")
        for (index, (area, classIndex)) in zip(panel.fitted.basemap.areas, classes).enumerated() {
            let valueClass = sheet.map.scale.classes[classIndex]
            let value = sheet.map.value(of: area.code)
            // An area that an inset shows again has its name there, but no second identifier.
            let identifier = panel.isEnlargement ? "" : " id=\"\(Self.letter(of: area.code))\(area.code)\""
            switch area.code {
            case .commune(let code): xml.append("<path\(identifier) data-commune=\"\(code)\" class=\"commune \(valueClass.name)\"")
            case .department(let code): xml.append("<path\(identifier) data-department=\"\(code)\" class=\"department \(valueClass.name)\"")
            }
            if case .value(let number) = value.reading { xml.append(" data-value=\"\(PlainNumber.text(number))\"") }
            xml.append(" fill=\"\(Self.paint(of: valueClass))\" d=\"")
            for ring in panel.fitted.rings[index] { xml.append(line: ring, isClosed: true) }
            xml.append("\"><title>")
            xml.append(escaping: "\(area.name)\(FrenchText.space): \(value.text)")
            xml.append("</title></path>\n")
        }
        xml.append("</g>\n<path class=\"outline\" aria-hidden=\"true\" fill=\"none\" stroke=\"\(Colour.mention)\" stroke-linejoin=\"round\" stroke-width=\"")
        xml.append(panel.fitted.outlineWidth(unit: sheet.plate.layout.unit))
        xml.append("\" d=\"")
        for line in panel.fitted.outlines { xml.append(line: line, isClosed: false) }
        xml.append(panel.frame == nil ? "\"/>\n" : "\"/></g>\n")
    }

    private static func letter(of code: AreaCode) -> String {
        if case .commune = code { return "c" }
        return "d"
    }

    private static func appendLegend(of sheet: MapSheet, to xml: inout XMLText) {
        let scale = sheet.map.scale
        xml.append("<g class=\"legend\" aria-hidden=\"true\" data-indicator=\"\(scale.indicator.rawValue)\" data-breaks=\"\(scale.breaks)\">\n")
        for text in sheet.legend.heading { Self.append(text, to: &xml) }
        for entry in sheet.legend.entries {
            xml.append("<g class=\"legend-entry\" data-class=\"\(entry.valueClass.name)\"")
            if let lower = entry.valueClass.lower { xml.append(" data-lower=\"\(lower == .leastNonzeroMagnitude ? "0+" : PlainNumber.text(lower))\"") }
            xml.append("><rect class=\"\(entry.valueClass.name)\" fill=\"\(Self.paint(of: entry.valueClass))\" stroke=\"#929292\" stroke-width=\".6\" x=\"")
            xml.append(entry.swatch.x)
            xml.append("\" y=\"")
            xml.append(entry.swatch.y)
            xml.append("\" width=\"")
            xml.append(entry.swatch.width)
            xml.append("\" height=\"")
            xml.append(entry.swatch.height)
            xml.append("\"/>")
            Self.append(entry.label, to: &xml)
            Self.append(entry.count, to: &xml, className: "legend-count")
            xml.append("</g>\n")
        }
        for text in sheet.legend.notes { Self.append(text, to: &xml) }
        xml.append("</g>\n")
    }

    private static func appendScaleBar(of sheet: MapSheet, to xml: inout XMLText) {
        guard let bar = sheet.plate.scaleBar else { return }
        xml.append("<g class=\"scale\" aria-hidden=\"true\"><path fill=\"none\" stroke=\"\(Colour.mention)\" stroke-width=\"1\" d=\"")
        xml.append(line: bar.line, isClosed: false)
        xml.append("\"/>")
        Self.append(bar.label, to: &xml)
        xml.append("</g>\n")
    }

    private static func append(_ text: PlacedText, to xml: inout XMLText, className: String? = nil) {
        xml.append("<text x=\"")
        xml.append(text.place.x)
        xml.append("\" y=\"")
        xml.append(text.place.y)
        xml.append("\" font-size=\"")
        xml.append(text.size)
        xml.append("\" fill=\"\(text.colour)\"")
        if let className { xml.append(" class=\"\(className)\"") }
        if text.isBold { xml.append(" font-weight=\"bold\"") }
        if text.anchor != .start { xml.append(" text-anchor=\"\(text.anchor.rawValue)\"") }
        if text.hasHalo {
            xml.append(" stroke=\"#ffffff\" stroke-linejoin=\"round\" paint-order=\"stroke\" stroke-width=\"")
            xml.append(text.size * 0.25)
            xml.append("\"")
        }
        xml.append(">")
        xml.append(escaping: text.text)
        xml.append("</text>\n")
    }
}
