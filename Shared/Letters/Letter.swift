public import Accounts
import French
public import Mortality

/// What a letter to a town hall tells: its code, and what to do with it.
public struct Letter: Sendable {
    /// The town hall's name, « Mairie de Lannion ».
    public let townHall: String
    /// The commune whose town hall it is to.
    public let commune: CommuneCode
    /// The commune's name, as the reference list has it.
    public let name: String
    /// The lines of the postal address, without the town hall's name.
    public let address: [String]
    /// The department's name and code, « Côtes-d’Armor (22) ».
    public let department: String
    /// What the town hall signs in with.
    public let login: String
    /// The code in its three groups.
    public let code: String
    /// The address that opens the page with the code filled in.
    public let link: String
    /// The address of the page where somebody types the code, without what only machines read.
    public let page: String
    /// The last day on which the code is promised to work; it works a day longer.
    public let until: CivilDay
    /// The day that the letter bears.
    public let day: CivilDay
    /// The call centre's number; `nil` where nobody told one.
    public let callCentre: String?
    /// The town hall's e-mail address; `nil` where nobody told one.
    public let mail: String?
    /// Whether it is of the exercise department, so that no real town hall gets it.
    public let isExercise: Bool

    /// Makes a letter of what an opening did.
    ///
    /// - Parameter root: Portal's own address, `https://vigie.example.fr`.
    public init(_ invitation: Opening.Invitation, of opening: Opening, contact: Contact?, root: String, day: CivilDay) {
        self.townHall = TownHall.name(of: invitation.name)
        self.commune = invitation.commune
        self.name = invitation.name
        self.address = contact?.address ?? []
        self.department = "\(opening.name) (\(opening.department.text))"
        self.login = invitation.login.text
        self.code = invitation.code.text
        self.link = "\(root)/invitation#\(invitation.code.text)"
        self.page = "\(root.split(separator: "://").last.map { String($0) } ?? root)/invitation"
        // The day before the last, so that nobody comes too late by some hours.
        self.until = day.advanced(by: Int(InvitationCode.lifetime.components.seconds / 86_400) - 1)
        self.day = day
        self.callCentre = opening.life.callCentre
        self.mail = contact?.mail
        self.isExercise = opening.department.isExercise
    }
}
