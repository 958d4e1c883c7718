import Formats
package import Mortality
package import Surveillance

/// The input of a scan of a department's day: enough to find the same cluster again.
package struct ClusterInput: Hashable, Sendable {
    /// The deaths of an area on a day; an area and day that is not listed had none.
    package struct Entry: Hashable, Sendable {
        /// How many days the day lies after the first.
        package let day: Int
        /// The place of the area among the communes.
        package let area: Int
        package let deaths: Int

        package init(day: Int, area: Int, deaths: Int) {
            self.day = day
            self.area = area
            self.deaths = deaths
        }
    }

    /// The department's own communes first, then those of others that its zones may hold.
    package let communes: [CommuneCode]
    /// The places of their town halls, in kilometres on a plane.
    package let points: [ScanZones.Point]
    package let own: Int
    package let firstDay: CivilDay
    /// How many days the study period has.
    package let days: Int
    package let entries: [Entry]
    /// How many days a cluster lasts at most.
    package let longest: Int
    /// How far a zone reaches at most, in kilometres.
    package let radius: Double
    /// Which share of all deaths a zone holds at most.
    package let mostShare: Double
    /// How many replicates are drawn at most.
    package let replicates: Int
    /// How many replicates may score as high as the cluster before no more are drawn.
    package let enough: Int
    package let seed: UInt64
    /// How replicates are drawn: since the third version of the rules by whichever way is less work; by cell, or one death at a time, where
    /// what was found before is computed again.
    package let drawing: ScanSampling.Drawing

    /// The shortest study period in days: half of it is left to compare the longest cluster with.
    package static let fewestDays = 28
    package static let longestCluster = 28
    package static let longestStudy = 365
    /// How many replicates the third version of the rules draws, without ending early: the fewest that Gumbel's tail is read from.
    package static let usualReplicates = 199

    /// Checks the input of a scan.
    ///
    /// - Throws: `invalid` for lists of different lengths, entries that are not within, or a study that is too short.
    package init(
        communes: [CommuneCode], points: [ScanZones.Point], own: Int, firstDay: CivilDay, days: Int, entries: [Entry], longest: Int? = nil,
        radius: Double = 30, mostShare: Double = 0.2, replicates: Int = usualReplicates, enough: Int = 10, seed: UInt64,
        drawing: ScanSampling.Drawing = .byWork
    ) throws(SurveillanceError) {
        guard communes.count == points.count, (1...max(1, communes.count)).contains(own), !communes.isEmpty else {
            throw SurveillanceError(.invalid, "as many places as communes are needed, some of the department's own")
        }
        guard (Self.fewestDays...Self.longestStudy).contains(days) else {
            throw SurveillanceError(.shortHistory, "\(days) days; from \(Self.fewestDays) to \(Self.longestStudy) are studied")
        }
        let longest = longest ?? min(Self.longestCluster, days / 2)
        guard (1...Self.longestCluster).contains(longest), longest < days, radius > 0, radius.isFinite, mostShare > 0, mostShare <= 1,
            (99...9_999).contains(replicates), (1...replicates).contains(enough)
        else { throw SurveillanceError(.invalid, "limits of zones, durations or replicates are out of bounds") }
        guard
            entries.allSatisfy({
                (0..<days).contains($0.day) && communes.indices.contains($0.area) && (1...100_000).contains($0.deaths)
            })
        else { throw SurveillanceError(.invalid, "deaths on days or in communes that are not within the study") }
        self.communes = communes
        self.points = points
        self.own = own
        self.firstDay = firstDay
        self.days = days
        self.entries = entries
        self.longest = longest
        self.radius = radius
        self.mostShare = mostShare
        self.replicates = replicates
        self.enough = enough
        self.seed = seed
        self.drawing = drawing
    }

    /// The day that is scanned, which is the last.
    package var day: CivilDay { self.firstDay.advanced(by: self.days - 1) }

    /// Returns the seed of a department's day, the same on any machine: FNV-1a of its name.
    package static func seed(_ department: DepartmentCode, _ day: CivilDay) -> UInt64 {
        FNV1a("\(department.text) \(day)".utf8).value
    }
}
