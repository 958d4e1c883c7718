package import Contracts
package import Judging
import Mortality
import Surveillance

extension ClusterInput {
    package var message: Vigie_V1_ScanInput {
        var message = Vigie_V1_ScanInput()
        message.communes = self.communes.map(\.text)
        message.x = self.points.map(\.x)
        message.y = self.points.map(\.y)
        message.own = UInt32(clamping: self.own)
        message.firstDay = self.firstDay.daysSinceEpoch
        message.days = UInt32(clamping: self.days)
        message.entryDay = self.entries.map { UInt32(clamping: $0.day) }
        message.entryArea = self.entries.map { UInt32(clamping: $0.area) }
        message.entryDeaths = self.entries.map { UInt32(clamping: $0.deaths) }
        message.longest = UInt32(clamping: self.longest)
        message.radiusKm = self.radius
        message.mostShare = self.mostShare
        message.replicates = UInt32(clamping: self.replicates)
        message.enough = UInt32(clamping: self.enough)
        message.seed = self.seed
        message.byCell = self.drawing == .byCell
        message.drawing = UInt32(self.drawing.rawValue)
        return message
    }

    /// Reads the input of a scan out of a dossier.
    ///
    /// - Throws: `DossierError` for what no scan could have been given, and for replicates drawn in a way that is not known.
    package init(_ message: Vigie_V1_ScanInput) throws(DossierError) {
        guard message.x.count == message.communes.count, message.y.count == message.communes.count,
            message.entryArea.count == message.entryDay.count, message.entryDeaths.count == message.entryDay.count
        else { throw DossierError("the lists of the scan are of different lengths") }
        // What was frozen before ways of drawing had numbers says by cell or, before that was known either, nothing.
        let usual: ScanSampling.Drawing = message.byCell ? .byCell : .perDeath
        guard let drawing = message.drawing == 0 ? usual : ScanSampling.Drawing(rawValue: Int(message.drawing)) else {
            throw DossierError("this program does not know how the scan's replicates were drawn (\(message.drawing)): use a newer vigiectl")
        }
        do {
            try self.init(
                communes: try message.communes.map { try CommuneCode($0) },
                points: zip(message.x, message.y).map { ScanZones.Point(x: $0, y: $1) }, own: Int(message.own),
                firstDay: try CivilDay(daysSinceEpoch: Int(message.firstDay)), days: Int(message.days),
                entries: message.entryDay.indices.map {
                    Entry(day: Int(message.entryDay[$0]), area: Int(message.entryArea[$0]), deaths: Int(message.entryDeaths[$0]))
                }, longest: Int(message.longest), radius: message.radiusKm, mostShare: message.mostShare,
                replicates: Int(message.replicates), enough: Int(message.enough), seed: message.seed,
                drawing: drawing)
        } catch {
            throw DossierError("the scan cannot be read: \(error)")
        }
    }
}
