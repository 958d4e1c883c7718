import Cartography
import Contracts
import Messaging
import Mortality
import Runtime

extension PictureRequest {
    /// Reads a request for a picture.
    ///
    /// - Throws: `RPCFailure`, `invalid` naming the field, or `denied` outside the caller's scope.
    init(_ message: Vigie_V1_RenderMapRequest, from caller: RPCRouter.Caller) throws(RPCFailure) {
        self.subject = try Self.subject(message, from: caller)
        self.division = try Self.division(message.division, of: self.subject)
        do {
            self.day = try CivilDay(daysSinceEpoch: Int(message.day))
        } catch {
            throw RPCFailure(.invalid, "\(error)")
        }
        guard let number = Int16(exactly: message.indicator.rawValue), let indicator = Indicator(number: number) else {
            throw RPCFailure(.invalid, "indicator: not one of \(Indicator.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self.indicator = indicator
        switch message.format {
        case .svg: self.format = .svg
        case .png: self.format = .png
        case .pdf: self.format = .pdf
        default: throw RPCFailure(.invalid, "format: not SVG, PNG or PDF")
        }
        if case .department = self.subject, message.viewer == .prefecture { self.viewer = .prefecture } else { self.viewer = .outside }
        self.size = try Self.size(width: Int(message.width), height: Int(message.height), usual: self.format.usualSize(of: self.subject))
    }

    /// Returns the subject of the map. A caller who may see some of its departments may see the map, on which only these are painted. France is
    /// shown to everybody who may see a department, even the exercise one, as its figures are.
    private static func subject(_ message: Vigie_V1_RenderMapRequest, from caller: RPCRouter.Caller) throws(RPCFailure) -> MapSubject {
        guard message.france || !message.region.isEmpty else { return .department(try caller.department(message.department)) }
        guard message.department.isEmpty, !message.france || message.region.isEmpty else {
            throw RPCFailure(.invalid, "a map is of a department, or of a region, or of France")
        }
        if message.france {
            guard !caller.scope.isEmpty else { throw RPCFailure(.denied, "no department is in the caller's scope") }
            return .nation
        }
        guard let region = Region(code: message.region) else { throw RPCFailure(.invalid, "region: no region has this code") }
        let subject = MapSubject.region(region)
        guard subject.departments.contains(where: caller.scope.contains) else {
            throw RPCFailure(.denied, "none of its departments is in the caller's scope")
        }
        return subject
    }

    private static func division(_ division: Vigie_V1_MapDivision, of subject: MapSubject) throws(RPCFailure) -> MapDivision {
        switch (division, subject) {
        case (.unspecified, .nation), (.department, .nation), (.department, .region): return .departments
        case (.unspecified, _), (.commune, _): return .communes
        default: throw RPCFailure(.invalid, "division: not communes, or departments of a region or of France")
        }
    }

    /// Returns the size that is asked for; a side that is 0 follows from the usual proportions.
    private static func size(width: Int, height: Int, usual: PictureSize) throws(RPCFailure) -> PictureSize {
        let chosen =
            switch (width, height) {
            case (0, 0): (usual.width, usual.height)
            case (_, 0): (width, min(width, 10_000) * usual.height / usual.width)
            case (0, _): (min(height, 10_000) * usual.width / usual.height, height)
            default: (width, height)
            }
        guard let size = PictureSize(width: chosen.0, height: chosen.1) else {
            let (widths, heights) = (PictureSize.widths, PictureSize.heights)
            throw RPCFailure(
                .invalid,
                "size: a picture is \(widths.lowerBound) to \(widths.upperBound) pixels wide and \(heights.lowerBound) to \(heights.upperBound) high")
        }
        return size
    }
}
