/// What a person is in Vigie. Where they are it is the territory of the grant.
///
/// The raw values are what the database and `vigiectl` use; none is ever given to another role. Every question below is answered
/// role by role, without `default`, so that a new role does not compile before each of them is decided.
public enum Role: String, CaseIterable, Codable, Hashable, Sendable {
    /// Declares the deaths of its commune.
    case clerk
    /// Looks who has not declared yet, renews a clerk's code, declares on behalf of communes that telephone. Sees no alert.
    case callCentre = "call-centre"
    /// Sees what the prefecture sees.
    case prefectureReader = "prefecture-reader"
    /// Acts upon alerts, and declares on behalf of communes.
    case prefectureOfficer = "prefecture-officer"
    /// Keeps the accounts of its department.
    case prefectureAdministrator = "prefecture-administrator"
    case regionReader = "region-reader"
    case defenceZoneReader = "defence-zone-reader"
    /// A regional health agency or Santé publique France: reads, never acts.
    case partnerReader = "partner-reader"
    case nationalReader = "national-reader"
    /// Keeps the accounts of the whole nation, and sees in every department who has not come yet.
    case nationalAdministrator = "national-administrator"
    /// Looks after queues and services; sees no figure of deaths.
    case operations
    /// Reads the audit, and nothing else.
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

    /// Whether it looks from the prefecture's own desk, where a red is seen before somebody stands behind it.
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

    /// How it stands to what it declares; nothing when it declares nothing.
    var declares: Standing? {
        switch self {
        case .clerk: .own
        case .callCentre, .prefectureOfficer: .onBehalf
        case .prefectureReader, .prefectureAdministrator, .regionReader, .defenceZoneReader, .partnerReader, .nationalReader,
            .nationalAdministrator, .operations, .auditor:
            nil
        }
    }

    /// Whether it looks who has not come yet, and telephones them.
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

    /// How long a session lasts that nobody uses: a clerk declares once a day or once a week, on the device of the mairie;
    /// the others sit where more is to be seen, at desks that more people pass.
    var idleLimit: Duration {
        switch self {
        case .clerk, .callCentre: .seconds(30 * 86_400)
        case .prefectureReader, .prefectureOfficer, .prefectureAdministrator, .regionReader, .defenceZoneReader, .partnerReader:
            .seconds(12 * 3_600)
        case .nationalReader, .nationalAdministrator, .operations, .auditor: .seconds(8 * 3_600)
        }
    }
}
