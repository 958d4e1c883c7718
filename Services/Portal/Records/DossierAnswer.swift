import Contracts
import Mortality
import Runtime
import Web

/// The figures that an alert was judged from, as they were known at the time.
struct DossierAnswer: Encodable, Sendable {
    /// The dossier's number, from 1 within the alert.
    let number: Int
    let frozenAt: String
    /// The judged day; the figures are of the seven days that end with it.
    let day: String
    let level: String
    /// The deaths that were judged, and the rules of the judgement.
    let judgedOn: JudgedOnAnswer
    let observed: Int
    /// How many deaths `observed` is expected to become once everything was declared.
    let nowcast: Double
    /// The lower bound of the 90 % interval of `nowcast`.
    let nowcastLower: Double
    /// The upper bound of the 90 % interval of `nowcast`.
    let nowcastUpper: Double
    /// The expected number of deaths; null where there was nothing to compare the deaths with.
    @Nullable var expected: Double?
    @Nullable var lower: Double?
    @Nullable var upper: Double?
    @Nullable var zScore: Double?
    /// The name of the method that gave the expectation.
    let method: String
    /// The mean share of the population whose commune reported, 0 to 1.
    let reportedShare: Double
    @Nullable var thresholds: ThresholdsAnswer?
    @Nullable var falseAlarms: FalseAlarmsAnswer?
    let days: [DossierDayAnswer]
    let drivers: [DriverAnswer]
    let places: [PlaceDriverAnswer]
    @Nullable var cluster: ClusterAnswer?

    /// Describes a dossier for a viewer.
    ///
    /// - Parameters:
    ///   - alert: The alert that it was frozen for.
    ///   - viewer: Who is told.
    /// - Throws: `ContractError`, `Rejection` for what this version does not know.
    init(_ message: Vigie_V1_AlertDossier, of alert: DepartmentAlert, for viewer: Viewer, _ reference: ReferenceSnapshot) throws {
        let outcome = try DepartmentAssessment(message.outcome).told(to: viewer, alert.confirmation)
        self.number = Int(message.number)
        self.frozenAt = Instant(microseconds: message.frozenAtUs).text
        self.day = try CivilDay(daysSinceEpoch: Int(message.day)).description
        self.level = outcome.level.rawValue
        self.judgedOn = JudgedOnAnswer(outcome)
        self.observed = outcome.observed
        self.nowcast = Figure.rounded(outcome.nowcast)
        self.nowcastLower = Figure.rounded(message.nowcastLower)
        self.nowcastUpper = Figure.rounded(message.nowcastUpper)
        self.expected = outcome.expectation.map { Figure.rounded($0.expected) }
        self.lower = outcome.expectation.map { Figure.rounded($0.lower) }
        self.upper = outcome.expectation.map { Figure.rounded($0.upper) }
        self.zScore = outcome.expectation.map { Figure.rounded($0.zScore) }
        self.method = outcome.method
        self.reportedShare = Figure.rounded(outcome.reportedShare)
        self.thresholds = message.hasThresholds ? ThresholdsAnswer(message.thresholds) : nil
        self.falseAlarms = message.hasThresholds ? FalseAlarmsAnswer(message.thresholds) : nil
        self.days = try message.days.map { try DossierDayAnswer($0) }
        self.drivers = try message.drivers.map { try DriverAnswer($0, reference) }
        self.places = message.places.compactMap { PlaceDriverAnswer($0) }
        self.cluster = message.hasCluster ? ClusterAnswer(try DeathCluster(message.cluster), reference) : nil
    }
}
