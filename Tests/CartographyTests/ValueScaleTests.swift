import Mortality
import Testing

@testable import Cartography

struct ValueScaleTests {
    private static func name(_ indicator: Indicator, _ reading: Reading) -> String {
        let scale = ValueScale(indicator)
        return scale.classes[scale.index(of: reading)].name
    }

    @Test(arguments: [
        (Indicator.deaths, 0.0, "v0"), (.deaths, 1, "v1"), (.deaths, 2, "v2"), (.deaths, 3, "v3"), (.deaths, 4, "v3"), (.deaths, 5, "v4"),
        (.deaths, 9, "v4"), (.deaths, 10, "v5"), (.deaths, 10_000, "v5"), (.rate, 0, "v0"), (.rate, 0.01, "v1"), (.rate, 10, "v2"),
        (.rate, 79.99, "v4"), (.rate, 80, "v5"), (.ratio, 0, "v0"), (.ratio, 0.79, "v1"), (.ratio, 0.8, "v2"), (.ratio, 1, "v2"),
        (.ratio, 1.25, "v3"), (.ratio, 8, "v6"), (.completeness, 0, "none"), (.completeness, 1, "v0"), (.completeness, 6, "v2"),
        (.completeness, 7, "v3"), (.deaths, -1, "none"), (.rate, .nan, "unknown"), (.rate, .infinity, "v5"),
    ])
    func valuesFallInTheirClass(indicator: Indicator, value: Double, name: String) {
        #expect(Self.name(indicator, .value(value)) == name)
    }

    @Test(arguments: Indicator.allCases)
    func silenceIsNotZero(indicator: Indicator) {
        guard indicator != .level else { return }
        let scale = ValueScale(indicator)
        let silent = scale.classes[scale.index(of: .silent)]
        #expect(silent.name == "none")
        #expect(silent.label == "Aucune déclaration")
        #expect(silent.fill.pattern != .plain)
        for other in scale.classes where other != silent { #expect(other.fill != silent.fill && other.fill.pattern != silent.fill.pattern) }
    }

    @Test(arguments: Level.allCases)
    func levelsHaveTheirClass(level: Level) { #expect(Self.name(.level, .level(level)) == level.rawValue) }

    @Test func levelsAreToldWithoutColour() {
        let patterns = ValueScale(.level).classes.map(\.fill.pattern)
        #expect(Set(patterns).count == patterns.count)
    }

    @Test(arguments: Indicator.allCases)
    func classesAreInOrderAndNamedOnce(indicator: Indicator) {
        let scale = ValueScale(indicator)
        let bounds = scale.classes.compactMap(\.lower)
        #expect(bounds == bounds.sorted())
        #expect(Set(scale.classes.map(\.name)).count == scale.classes.count)
        for reading in [Reading.silent, .undefined, .value(3), .level(.red)] { #expect(scale.classes.indices.contains(scale.index(of: reading))) }
    }

    /// Relative luminance of WCAG 2: in a sequential scheme, more is darker, for who does not see hues.
    @Test(arguments: [Indicator.deaths, .rate, .completeness])
    func moreIsDarker(indicator: Indicator) {
        let luminances = ValueScale(indicator).classes.filter { $0.lower != nil }.map { valueClass in
            let colour = valueClass.fill.colour
            return 0.2126 * Double(colour.red) + 0.7152 * Double(colour.green) + 0.0722 * Double(colour.blue)
        }
        #expect(luminances == luminances.sorted(by: >))
    }

    @Test func breaksAreForMachines() {
        #expect(ValueScale(.deaths).breaks == "0 1 2 3 5 10")
        #expect(ValueScale(.ratio).breaks == "0 0+ 0.8 1.25 2 4 8")
        #expect(ValueScale(.level).breaks == "")
    }
}
