import Cartography
import Mortality

/// The extent of a map: its subject, its division, and the departments of it that are painted.
struct Extent: Hashable, Sendable {
    let subject: MapSubject
    let division: MapDivision
    /// The departments that are loaded and that the reader may see. The others show as outlines where these are known.
    let watched: Set<DepartmentCode>

    /// The departments that the map shows without watching them.
    func unwatched(in atlas: Atlas) -> [DepartmentCode] {
        self.subject.departments.filter { !self.watched.contains($0) && atlas.outlines[$0] != nil }
    }

    /// The main map. The main map of the nation is its part in Europe.
    func basemap(in atlas: Atlas) -> Basemap {
        switch self.subject {
        case .department(let code): Basemap(self.areas(of: [code], in: atlas), projection: .standard(for: code))
        case .region(let region):
            Basemap(self.areas(of: region.departments, in: atlas), projection: region.departments.first.map { .standard(for: $0) } ?? .lambert93)
        case .nation: Basemap(self.areas(of: self.subject.departments.filter(\.isMetropolitan), in: atlas), projection: .lambert93)
        }
    }

    /// The maps beside the nation's: Paris and its neighbours enlarged, then each overseas territory in a projection of its own.
    func insets(in atlas: Atlas) -> [Inset] {
        guard self.subject == .nation else { return [] }
        let paris = self.areas(of: self.subject.departments.filter { ["75", "92", "93", "94"].contains($0.text) }, in: atlas)
        let overseas = self.subject.departments.filter { !$0.isMetropolitan }.compactMap { code -> Inset? in
            let areas = self.areas(of: [code], in: atlas)
            guard !areas.isEmpty, let name = atlas.territories[code]?.name ?? atlas.outlines[code]?.name else { return nil }
            return Inset(name: name, basemap: Basemap(areas, projection: .standard(for: code)))
        }
        let enlarged = Inset(name: "Petite couronne", basemap: Basemap(paris, projection: .lambert93), isEnlargement: true)
        return (paris.isEmpty ? [] : [enlarged]) + overseas
    }

    private func areas(of departments: [DepartmentCode], in atlas: Atlas) -> [BasemapArea] {
        departments.flatMap { code -> [BasemapArea] in
            let territory = self.watched.contains(code) ? atlas.territories[code] : nil
            if self.division == .communes, let territory { return territory.areas }
            guard let outline = atlas.outlines[code] else { return [] }
            return [BasemapArea(code: .department(code), name: outline.name, population: territory?.population ?? 0, shape: outline.shape)]
        }
    }
}
