/// Chooses which communes bear their name on the map: the largest, as long as no two names touch.
enum PlaceNames {
    private static let most = 12

    static func place(on fitted: FittedBasemap, in layout: SheetLayout) -> [PlacedText] {
        let size = 11.5 * layout.unit
        let largest = fitted.basemap.areas.indices.filter { fitted.basemap.areas[$0].population > 0 }
            .sorted { fitted.basemap.areas[$0].population > fitted.basemap.areas[$1].population }
        var names: [PlacedText] = []
        var taken: [ScreenRectangle] = []
        for index in largest.prefix(Self.most * 2) where names.count < Self.most {
            let centre = fitted.centres[index]
            var name = PlacedText(
                text: fitted.basemap.areas[index].name, place: ScreenPoint(x: centre.x, y: centre.y + size * 0.35), size: size, colour: .title,
                anchor: .middle, hasHalo: true)
            // A name at the edge of the map is drawn in.
            let overhangs = (left: layout.map.x - name.box.x, right: name.box.maxX - layout.map.maxX)
            if overhangs.left > 0 { name.place.x += overhangs.left } else if overhangs.right > 0 { name.place.x -= overhangs.right }
            let box = name.box.inset(by: -4 * layout.unit)
            guard layout.map.contains(name.box), !taken.contains(where: box.intersects) else { continue }
            names.append(name)
            taken.append(box)
        }
        return names
    }
}
