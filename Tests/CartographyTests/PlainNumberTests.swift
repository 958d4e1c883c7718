import Testing

@testable import Cartography

struct PlainNumberTests {
    @Test(arguments: [(0.0, "0"), (1.0, "1"), (1.5, "1.5"), (0.05, "0.05"), (-2.25, "-2.25"), (.nan, "0")])
    func numbersForMachinesHaveAPoint(value: Double, text: String) { #expect(PlainNumber.text(value) == text) }
}
