/// Divides the map's part of a sheet between the main map and its insets: insets stand in a column at its left or in a row
/// under it, whichever leaves the main map larger.
struct InsetLayout {
    let main: ScreenRectangle
    let frames: [ScreenRectangle]

    /// Places so many insets.
    ///
    /// - Parameter proportion: the main map's width over its height.
    init(_ count: Int, in map: ScreenRectangle, proportion: Double, unit: Double) {
        guard count > 0 else {
            (self.main, self.frames) = (map, [])
            return
        }
        let gap = 6 * unit
        let number = Double(count)
        // As a column, frames share the height; as a row, the width. They stay near the form of a card.
        let tall = max((map.height - gap * (number - 1)) / number, 1)
        let column = min(tall * 1.25, map.width * 0.24, 150 * unit)
        let broad = max((map.width - gap * (number - 1)) / number, 1)
        let row = min(broad, map.height * 0.24, 130 * unit)
        let beside = ScreenRectangle(x: map.x + column + 2 * gap, y: map.y, width: max(map.width - column - 2 * gap, 1), height: map.height)
        let above = ScreenRectangle(x: map.x, y: map.y, width: map.width, height: max(map.height - row - 2 * gap, 1))
        let size = { (box: ScreenRectangle) in min(box.width / max(proportion, 0.01), box.height) }
        if size(beside) >= size(above) {
            let height = min(tall, column)
            let used = height * number + gap * (number - 1)
            self.main = beside
            self.frames = (0..<count).map {
                ScreenRectangle(x: map.x, y: map.maxY - used + Double($0) * (height + gap), width: column, height: height)
            }
        } else {
            self.main = above
            self.frames = (0..<count).map { ScreenRectangle(x: map.x + Double($0) * (broad + gap), y: map.maxY - row, width: broad, height: row) }
        }
    }
}
