/// What a person does in Vigie; where they do it is the territory of the grant.
///
/// The raw values are what the database and `vigiectl` use; none is ever given to another role. Every question below is answered
/// role by role, without `default`, so that a new role does not compile before each of them is decided.
public enum Role: String, CaseIterable, Codable, Hashable, Sendable {
    /// It declares the deaths of its commune.
    case clerk
    /// It looks who has not declared yet, renews clerks' codes, and declares on behalf of communes that telephone. It sees no alert.
    case callCentre = "call-centre"
    /// It reads what the prefecture reads, and changes nothing.
    case prefectureReader = "prefecture-reader"
    /// It acts upon alerts, and declares on behalf of communes.
    case prefectureOfficer = "prefecture-officer"
    /// It keeps the accounts of its department.
    case prefectureAdministrator = "prefecture-administrator"
    case regionReader = "region-reader"
    case defenceZoneReader = "defence-zone-reader"
    /// It reads for a regional health agency or Santé publique France, and never acts.
    case partnerReader = "partner-reader"
    case nationalReader = "national-reader"
    /// It keeps the accounts of the whole nation, and sees in every department who has not declared yet.
    case nationalAdministrator = "national-administrator"
    /// It looks after queues and services, and sees no figure of deaths.
    case operations
    /// It reads the audit, and nothing else.
    case auditor

    /// The kinds of territory that the role can be held in.
    public var territories: Set<Territory.Kind> {
        switch self {
        case .clerk: [.commune]
        case .callCentre, .prefectureReader, .prefectureOfficer, .prefectureAdministrator: [.department]
        case .regionReader: [.region]
        case .defenceZoneReader: [.defenceZone]
        case .partnerReader: [.department, .region, .nation]
        case .nationalReader, .nationalAdministrator, .operations, .auditor: [.nation]
        }
    }

    /// Whether it reads figures of deaths: totals, maps, series.
    var readsFigures: Bool {
        switch self {
        case .callCentre, .prefectureReader, .prefectureOfficer, .prefectureAdministrator, .regionReader, .defenceZoneReader,
            .partnerReader, .nationalReader, .nationalAdministrator:
            true
        case .clerk, .operations, .auditor: false
        }
    }

    /// Whether it reads alerts and their dossiers.
    var readsAlerts: Bool {
        switch self {
        case .prefectureReader, .prefectureOfficer, .prefectureAdministrator, .regionReader, .defenceZoneReader, .partnerReader,
            .nationalReader, .nationalAdministrator:
            true
        case .clerk, .callCentre, .operations, .auditor: false
        }
    }

    /// Whether it looks from the prefecture's own desk, where a red is seen before somebody has confirmed it.
    var sitsInPrefecture: Bool {
        switch self {
        case .prefectureReader, .prefectureOfficer, .prefectureAdministrator: true
        case .clerk, .callCentre, .regionReader, .defenceZoneReader, .partnerReader, .nationalReader, .nationalAdministrator,
            .operations, .auditor:
            false
        }
    }

    /// Whether it acknowledges, comments and closes alerts.
    var actsUponAlerts: Bool {
        switch self {
        case .prefectureOfficer: true
        case .clerk, .callCentre, .prefectureReader, .prefectureAdministrator, .regionReader, .defenceZoneReader, .partnerReader,
            .nationalReader, .nationalAdministrator, .operations, .auditor:
            false
        }
    }

    /// How it stands to the communes that it declares for; `nil` when it declares for none.
    var declares: Standing? {
        switch self {
        case .clerk: .own
        case .callCentre, .prefectureOfficer: .onBehalf
        case .prefectureReader, .prefectureAdministrator, .regionReader, .defenceZoneReader, .partnerReader, .nationalReader,
            .nationalAdministrator, .operations, .auditor:
            nil
        }
    }

    /// Whether it looks who has not declared yet, and telephones them.
    var callsCommunes: Bool {
        switch self {
        case .callCentre, .prefectureOfficer, .prefectureAdministrator, .nationalAdministrator: true
        case .clerk, .prefectureReader, .regionReader, .defenceZoneReader, .partnerReader, .nationalReader, .operations, .auditor: false
        }
    }

    /// Whether it keeps accounts.
    var administrates: Bool {
        switch self {
        case .prefectureAdministrator, .nationalAdministrator: true
        case .clerk, .callCentre, .prefectureReader, .prefectureOfficer, .regionReader, .defenceZoneReader, .partnerReader,
            .nationalReader, .operations, .auditor:
            false
        }
    }

    /// How long a session lasts that nobody uses. A clerk and the call centre have thirty days: they declare once a day or once a week, on the
    /// device of the mairie. The others see more, at desks that more people pass, and have hours.
    var idleLimit: Duration {
        switch self {
        case .clerk, .callCentre: .seconds(30 * 86_400)
        case .prefectureReader, .prefectureOfficer, .prefectureAdministrator, .regionReader, .defenceZoneReader, .partnerReader:
            .seconds(12 * 3_600)
        case .nationalReader, .nationalAdministrator, .operations, .auditor: .seconds(8 * 3_600)
        }
    }
}
