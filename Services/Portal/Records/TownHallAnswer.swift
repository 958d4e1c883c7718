import Accounts
import Mortality
import Runtime
import Web

/// The answer to `GET /v1/town-hall/{commune}`: what a town hall's screen shows.
struct TownHallAnswer: Encodable, Sendable {
    struct Commune: Encodable, Sendable {
        struct Department: Encodable, Sendable {
            let code: String
            let name: String
        }

        let code: String
        let name: String
        /// The IANA name of the commune's time zone.
        let zone: String
        let department: Department
    }

    struct Day: Encodable, Sendable {
        let day: String
        let deaths: Int
        let told: Bool
    }

    struct Usual: Encodable, Sendable {
        let perWeek: Double
        let mostADay: Int
    }

    struct Revision: Encodable, Sendable {
        let revision: Int
        let state: String
        @Nullable var occurredOn: String?
        @Nullable var place: String?
        @Nullable var cause: String?
        @Nullable var deaths: Int?
        let withdrawn: Bool
        @Nullable var reason: String?
        @Nullable var refusal: String?
        let onBehalf: Bool
        @Nullable var receivedAt: String?
    }

    struct Declaration: Encodable, Sendable {
        let id: String
        let revision: Int
        let state: String
        @Nullable var occurredOn: String?
        @Nullable var place: String?
        @Nullable var cause: String?
        @Nullable var deaths: Int?
        let withdrawn: Bool
        @Nullable var refusal: String?
        let onBehalf: Bool
        /// The day on which it was received first, in the commune's zone.
        @Nullable var madeOn: String?
        @Nullable var receivedAt: String?
        let revisions: [Revision]
    }

    let commune: Commune
    let standing: String
    /// The server's time (RFC 3339).
    var now: String
    let today: String
    /// The days, today first.
    let days: [Day]
    @Nullable var usual: Usual?
    @Nullable var telephone: String?
    /// The declarations, the one that was received last first.
    let declarations: [Declaration]

    init(_ facts: TownHallFacts, _ declarations: [StandingDeclaration], _ clock: ZoneClock) {
        let commune = facts.place.commune
        self.commune = Commune(
            code: commune.code.text, name: commune.name, zone: commune.zone,
            department: .init(code: commune.code.department.text, name: facts.place.departmentName))
        self.standing = facts.place.standing.rawValue
        self.now = facts.now.text
        self.today = facts.today.description
        self.days = facts.days.map { Day(day: $0.day.description, deaths: $0.deaths, told: $0.isTold) }
        self.usual = facts.past.map { Usual(perWeek: ($0.perWeek * 100).rounded() / 100, mostADay: $0.mostADay) }
        self.telephone = facts.telephone
        self.declarations = declarations.map { declaration in
            let current = declaration.current
            return Declaration(
                id: declaration.id.description, revision: current.number, state: declaration.state.rawValue,
                occurredOn: current.content?.day.description, place: current.content?.place?.rawValue, cause: current.content?.cause?.rawValue,
                deaths: current.content?.deaths, withdrawn: current.content?.isWithdrawn ?? false, refusal: current.refusal, onBehalf: current.isOnBehalf,
                madeOn: declaration.madeAt.map { clock.day(of: $0, in: commune.zone).description }, receivedAt: declaration.madeAt?.text,
                revisions: declaration.revisions.map { Revision($0) })
        }
    }
}

extension TownHallAnswer.Revision {
    init(_ revision: StandingDeclaration.Revision) {
        self.init(
            revision: revision.number, state: revision.state.rawValue, occurredOn: revision.content?.day.description,
            place: revision.content?.place?.rawValue, cause: revision.content?.cause?.rawValue, deaths: revision.content?.deaths,
            withdrawn: revision.content?.isWithdrawn ?? false, reason: revision.reason, refusal: revision.refusal, onBehalf: revision.isOnBehalf,
            receivedAt: revision.receivedAt?.text)
    }
}
