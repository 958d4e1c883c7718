import Mortality
import Testing

@testable import Cartography

struct ColourVisionTests {
    /// Pairs 1, 4, 7, 17 and 25 of the table that Sharma, Wu and Dalal published to check implementations with.
    @Test(arguments: [
        (CIELab(lightness: 50, a: 2.6772, b: -79.7751), CIELab(lightness: 50, a: 0, b: -82.7485), 2.0425),
        (CIELab(lightness: 50, a: -1.3802, b: -84.2814), CIELab(lightness: 50, a: 0, b: -82.7485), 1.0000),
        (CIELab(lightness: 50, a: 0, b: 0), CIELab(lightness: 50, a: -1, b: 2), 2.3669),
        (CIELab(lightness: 50, a: 2.5, b: 0), CIELab(lightness: 73, a: 25, b: -18), 27.1492),
        (CIELab(lightness: 60.2574, a: -34.0099, b: 36.2677), CIELab(lightness: 60.4626, a: -34.1751, b: 39.4387), 1.2644),
    ])
    func theFormulaIsThePublishedOne(first: CIELab, second: CIELab, difference: Double) {
        #expect((first.difference(from: second) - difference).magnitude < 0.0001)
        #expect((second.difference(from: first) - difference).magnitude < 0.0001)
    }

    @Test(arguments: ColourVision.allCases)
    func greysStayGrey(vision: ColourVision) {
        let (grey, seen) = (ColourVision.usual.lab(Colour(0x808080)), vision.lab(Colour(0x808080)))
        #expect(grey.difference(from: seen) < 0.5)
    }

    @Test func theSimulationConfusesWhatItShould() {
        // Red and green of the same lightness are alike without green; blue and yellow are not.
        let (red, green) = (Colour(0xC05000), Colour(0x708000))
        #expect(ColourVision.usual.lab(red).difference(from: ColourVision.usual.lab(green)) > 35)
        #expect(ColourVision.withoutGreen.lab(red).difference(from: ColourVision.withoutGreen.lab(green)) < 15)
        #expect(ColourVision.withoutGreen.lab(Colour(0x2040FF)).difference(from: ColourVision.withoutGreen.lab(Colour(0xFFE000))) > 50)
    }

    @Test(arguments: Indicator.allCases, MapDivision.allCases)
    func neighbouringClassesAreToldApartByEverybody(indicator: Indicator, division: MapDivision) {
        let classes = ValueScale(indicator, by: division).classes.filter { $0.lower != nil || Level(rawValue: $0.name).map { $0 != .unknown } ?? false }
        #expect(classes.count >= 4)
        for vision in ColourVision.allCases {
            for (a, b) in zip(classes, classes.dropFirst()) {
                let difference = vision.lab(a.fill.colour).difference(from: vision.lab(b.fill.colour))
                #expect(difference >= 9, "\(vision): \(a.label) and \(b.label) differ by \(difference)")
            }
        }
    }

    @Test(arguments: Indicator.allCases)
    func whatIsNoValueHasAPatternOfItsOwn(indicator: Indicator) {
        let classes = ValueScale(indicator, showsUnwatched: true).classes
        let others = classes.filter { $0.lower == nil && !["green"].contains($0.name) }
        #expect(others.allSatisfy { $0.fill.pattern != .plain })
        #expect(Set(others.map(\.fill.pattern)).count == others.count)
        #expect(classes.filter { $0.lower != nil }.allSatisfy { $0.fill.pattern == .plain })
        #expect(classes.contains { $0.name == "outside" && $0.label == "Non suivi" })
    }
}
