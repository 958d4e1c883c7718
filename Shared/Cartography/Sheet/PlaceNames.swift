/// Chooses which communes bear their name on the map: the largest, as long as no two names touch.
enum PlaceNames {
    private static let most = 12

    static func place(on fitted: FittedBasemap, in map: ScreenRectangle, unit: Double) -> [PlacedText] {
        let size = max(11.5 * unit, 9)
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
            let overhangs = (left: map.x - name.box.x, right: name.box.maxX - map.maxX)
            if overhangs.left > 0 { name.place.x += overhangs.left } else if overhangs.right > 0 { name.place.x -= overhangs.right }
            let box = name.box.inset(by: -4 * unit)
            guard map.contains(name.box), !taken.contains(where: box.intersects) else { continue }
            names.append(name)
            taken.append(box)
        }
        return names
    }

    /// Chooses the codes of areas that stand in the middle of each that has room for its own and does not touch another's. There are none on a
    /// picture so small that they would hide the colours.
    static func codes(on fitted: FittedBasemap, unit: Double) -> [PlacedText] {
        guard unit >= 0.55 else { return [] }
        let size = max(9 * unit, 8)
        var names: [PlacedText] = []
        var taken: [ScreenRectangle] = []
        let order = fitted.basemap.areas.indices.sorted { fitted.basemap.areas[$0].population > fitted.basemap.areas[$1].population }
        for index in order {
            let centre = fitted.centres[index]
            let name = PlacedText(
                text: fitted.basemap.areas[index].code.text, place: ScreenPoint(x: centre.x, y: centre.y + size * 0.35), size: size,
                colour: .title, anchor: .middle, hasHalo: true)
            let extent = fitted.extent(of: index)
            guard extent.width > name.width, extent.height > size, !taken.contains(where: name.box.intersects) else { continue }
            names.append(name)
            taken.append(name.box)
        }
        return names
    }
}
