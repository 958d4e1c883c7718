import Cartography
import Foundation
import French
import Mortality

/// Draws one map again and again, with new figures each time.
struct PictureBench {
    let name: String
    let source: String
    let areas: [BasemapArea]
    let plate: Plate
    let raster: RasterPlate
    /// What is done once for a map: milliseconds to lay it flat, to bring it to the picture's size, to turn it into pixels.
    let basemapTime: Double
    let plateTime: Double
    let rasterTime: Double

    init(name: String, source: String, areas: [BasemapArea], size: PictureSize) throws {
        var began = ContinuousClock.now
        let basemap = Basemap(areas, projection: .lambert93)
        self.basemapTime = Self.milliseconds(since: began)
        began = .now
        self.plate = Plate(basemap, size: size)
        self.plateTime = Self.milliseconds(since: began)
        began = .now
        self.raster = try RasterPlate(self.plate)
        self.rasterTime = Self.milliseconds(since: began)
        self.name = name
        self.source = source
        self.areas = areas
    }

    func lines(runs: Int, keepingIn folder: URL?) throws -> [String] {
        var (sheets, pngs, svgs): ([Double], [Double], [Double]) = ([], [], [])
        var (png, svg): ([UInt8], [UInt8]) = ([], [])
        var first: Double?
        for run in 0..<runs + 1 {
            let map = try self.map(run)
            var began = ContinuousClock.now
            let sheet = MapSheet(map, on: self.plate)
            let setting = Self.milliseconds(since: began)
            png = try PictureRenderer.png(sheet, on: self.raster)
            let whole = Self.milliseconds(since: began)
            began = .now
            svg = SVGRenderer.render(sheet)
            guard run > 0 else {
                first = whole
                continue
            }
            sheets.append(setting)
            pngs.append(whole)
            svgs.append(Self.milliseconds(since: began))
        }
        if let folder {
            try Data(png).write(to: folder.appending(path: "\(self.name).png"))
            try Data(svg).write(to: folder.appending(path: "\(self.name).svg"))
        }
        return [
            self.line("\(self.name)-basemap", [self.basemapTime]), self.line("\(self.name)-plate", [self.plateTime]),
            self.line("\(self.name)-raster", [self.rasterTime], bytes: self.raster.weight),
            self.line("\(self.name)-first-png", [first ?? 0], bytes: png.count), self.line("\(self.name)-sheet", sheets),
            self.line("\(self.name)-png", pngs, bytes: png.count), self.line("\(self.name)-svg", svgs, bytes: svg.count),
        ]
    }

    private func line(_ measure: String, _ times: [Double], bytes: Int? = nil) -> String {
        let sorted = times.sorted()
        let at = { (share: Double) in sorted.isEmpty ? 0 : sorted[min(Int(Double(sorted.count) * share), sorted.count - 1)] }
        let number = { (value: Double) in String((value * 100).rounded() / 100) }
        let size = bytes.map { ",\"bytes\":\($0)" } ?? ""
        return "{\"measure\":\"\(measure)\",\"source\":\"\(self.source)\",\"communes\":\(self.areas.count),\"width\":\(self.plate.layout.size.width)"
            + ",\"height\":\(self.plate.layout.size.height),\"runs\":\(times.count),\"least_ms\":\(number(sorted.first ?? 0))"
            + ",\"median_ms\":\(number(at(0.5))),\"p95_ms\":\(number(at(0.95)))\(size)}"
    }

    /// Figures that change with the run: most communes declared none, a few several, a tenth nothing at all.
    private func map(_ run: Int) throws -> Choropleth {
        var values: [AreaCode: Choropleth.Value] = [:]
        values.reserveCapacity(self.areas.count)
        for (index, area) in self.areas.enumerated() {
            let draw = UInt32(truncatingIfNeeded: (index &+ run &* 7_919) &* 2_654_435_761) >> 8
            guard draw % 10 > 0 else { continue }
            let deaths = draw % 100 < 60 ? 0 : Int(draw / 100 % 12)
            values[area.code] = Choropleth.Value(.value(Double(deaths)), text: "\(deaths)")
        }
        let day = try CivilDay(iso: "2020-04-01").advanced(by: run)
        return Choropleth(
            scale: ValueScale(.deaths), department: nil, day: day, title: "Décès déclarés", subtitle: FrenchText.dateWithWeekday(day),
            summary: "\(FrenchText.number(values.count)) communes ont répondu", source: "Source : essai de vitesse",
            freshness: "Données à jour à \(FrenchText.time(hour: 7, minute: run % 60))", values: values)
    }

    private static func milliseconds(since began: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - began) / .microseconds(1) / 1_000
    }
}
