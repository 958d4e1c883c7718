import Mortality

/// Collects what whoever imports should know, in sentences.
struct ImportRemarks {
    private let list: String
    private(set) var sentences: [String] = []

    /// Begins without a sentence.
    ///
    /// - Parameter list: the file that says which communes there are.
    init(list: String) { self.list = list }

    /// Tells whether a list holds only a part of a department's communes: no year has closed half of them.
    static func isExcerpt(listed: Int, open: Int) -> Bool { listed * 2 < open }

    /// Notes that a department was left out.
    mutating func skip(_ department: DepartmentCode) {
        self.sentences.append("\(department): \(self.list) lists none of its communes; it is left out")
    }

    /// Notes what there is to say of a department.
    mutating func tell(of department: ImportedDepartment, _ stored: StoredReference) {
        let code = department.code
        let communes = department.communes.filter { $0.municipality == nil }
        let open = stored.open(in: code)
        if Self.isExcerpt(listed: communes.count, open: open.count) {
            self.sentences.append(
                "\(code): \(self.list) lists \(Self.communes(communes.count)) where \(open.count) are open: it is taken for an excerpt, and none is closed")
        }
        let closed = department.closings.filter { stored.communes[$0.commune]?.closedOn == nil }
        for closing in closed.prefix(20) {
            let end =
                closing.successor.map { "its code leads on to \($0)" }
                ?? "no file says which commune its land went to (cog/mouvements-communes-*.csv would), so nothing more can be declared for it"
            self.sentences.append("\(code): \(closing.commune) is not in \(self.list) any more: closed from \(closing.day), its past stays; \(end)")
        }
        if closed.count > 20 { self.sentences.append("\(code): so are \(closed.count - 20) more") }
        let reopened = communes.filter { stored.communes[$0.code]?.closedOn != nil }.map(\.code.text)
        if !reopened.isEmpty { self.sentences.append("\(code): open again: \(reopened.prefix(20).joined(separator: ", "))") }

        let shapeless = communes.count { $0.shape == nil && !(stored.communes[$0.code]?.hasShape ?? false) }
        if shapeless > 0 { self.sentences.append("\(code): \(shapeless) of \(Self.communes(communes.count)) have no shape, and stay off the map") }
        let unpeopled = communes.count { $0.population == nil && stored.communes[$0.code] == nil }
        if unpeopled > 0 {
            self.sentences.append("\(code): of \(unpeopled) of \(Self.communes(communes.count)) no file tells the people: they have no rate until one does")
        }
        if department.deaths.isEmpty, department.summedDeaths.isEmpty, !stored.pasts.contains(code) {
            self.sentences.append("\(code): no past deaths; what the nation's rate makes one expect of its people stands in, with wider bounds")
        }
    }

    /// Notes what there is to say of past deaths.
    mutating func tell(of deaths: OfficialDeaths, _ placed: PlacedDeaths) {
        let lost = placed.unplaced.values.reduce(0, +)
        if lost > 0 {
            let codes = placed.unplaced.keys.sorted().prefix(5).map(\.text).joined(separator: ", ")
            self.sentences.append(
                "\(Self.deaths(lost)) of the past at codes that lead to no commune (\(codes)\(placed.unplaced.count > 5 ? "…" : "")) could not be placed")
        }
        let strange = deaths.strange.values.reduce(0, +)
        if strange > 0 {
            let codes = deaths.strange.keys.sorted().prefix(5).joined(separator: ", ")
            self.sentences.append(
                "\(Self.deaths(strange)) at codes that no commune can bear (\(codes)\(deaths.strange.count > 5 ? "…" : "")) \(strange == 1 ? "is" : "are") left out"
            )
        }
        if deaths.undated > 0 {
            self.sentences.append("\(Self.deaths(deaths.undated)) of a day that is not known (00) \(deaths.undated == 1 ? "is" : "are") left out")
        }
        for (label, count) in deaths.certificates.unknownPlaces.sorted(by: { $0.key < $1.key }) {
            self.sentences.append(
                "\(Self.deaths(count)) at a kind of place that is not known (\(label)) \(count == 1 ? "is" : "are") taken for one of an unknown place")
        }
        for file in deaths.certificates.overlaps { self.sentences.append("\(file): days that a newer file tells of as well were taken from that") }
        for file in deaths.silent { self.sentences.append("\(file) tells of no death here") }
    }

    private static func communes(_ count: Int) -> String { count == 1 ? "1 commune" : "\(count) communes" }
    private static func deaths(_ count: Int) -> String { count == 1 ? "1 death" : "\(count) deaths" }
}
