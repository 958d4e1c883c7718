import Mortality
import Testing

struct RegionTests {
    @Test func everyDepartmentHasOneRegion() {
        let departments = Region.all.flatMap(\.departments)
        #expect(Region.all.count == 18)
        #expect(departments.count == 101 && Set(departments).count == 101)
        let collectivities = Set(DepartmentCode.all).subtracting(departments).map(\.text).sorted()
        #expect(Set(collectivities) == ["00", "975", "977", "978", "986", "987", "988"])
        #expect(Region.all.map(\.code) == Region.all.map(\.code).sorted())
        #expect(Region.all.filter { !$0.isMetropolitan }.map(\.code) == ["01", "02", "03", "04", "06"])
    }

    @Test(arguments: [("53", "Bretagne", 4), ("94", "Corse", 2), ("76", "Occitanie", 13), ("04", "La Réunion", 1)])
    func regionsAreFoundByCode(code: String, name: String, departments: Int) throws {
        let region = try #require(Region(code: code))
        #expect(region.name == name && region.departments.count == departments)
    }

    @Test(arguments: ["", "0", "00", "05", "99", "530", "𝟓𝟑", "5\u{0}"])
    func otherCodesAreNone(code: String) { #expect(Region(code: code) == nil) }
}
