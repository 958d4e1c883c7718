import French
import Mortality

/// Plans who gets an account and whose code is drawn anew, from what is known of a department's communes.
struct OpeningPlan {
    /// A commune of today.
    struct Commune: Hashable {
        let code: CommuneCode
        let name: String
    }

    /// The account that a town hall has already.
    struct KnownAccount: Hashable {
        let account: AccountID
        let login: Login
        let isDisabled: Bool
        let hasPassword: Bool
        /// Whether it has a code that can still be used.
        let hasCode: Bool
    }

    /// An account that is to be made.
    struct NewAccount: Hashable {
        let id: AccountID
        let commune: Commune
        let login: Login
        let name: String
    }

    /// An account that a town hall has already and that gets a new code.
    struct Renewed: Hashable {
        let id: AccountID
        let commune: Commune
        let login: Login
    }

    private(set) var new: [NewAccount] = []
    private(set) var renewed: [Renewed] = []
    private(set) var kept = 0
    private(set) var used = 0
    private(set) var disabled = 0

    /// Plans an opening.
    ///
    /// - Parameters:
    ///   - known: The first account of each commune that has one.
    ///   - logins: Those that are somebody's already.
    init(communes: [Commune], known: [CommuneCode: KnownAccount], logins: Set<String>, renewal: OpeningOrder.Renewal) throws(Rejection) {
        for commune in communes {
            guard let townHall = known[commune.code] else {
                self.new.append(
                    NewAccount(id: AccountID(), commune: commune, login: try Self.login(of: commune.code, besides: logins), name: Self.name(of: commune)))
                continue
            }
            if townHall.isDisabled {
                self.disabled += 1
            } else if townHall.hasPassword {
                self.used += 1
            } else if townHall.hasCode && !renewal.covers(commune.code) {
                self.kept += 1
            } else {
                self.renewed.append(Renewed(id: townHall.account, commune: commune, login: townHall.login))
            }
        }
    }

    /// Makes the login of a town hall, such as `mairie-22113`, with a number behind it where that one is taken.
    static func login(of commune: CommuneCode, besides taken: Set<String>) throws(Rejection) -> Login {
        let plain = "mairie-\(commune.text.lowercased())"
        guard taken.contains(plain) else { return try Login(plain) }
        var number = 2
        while taken.contains("\(plain)-\(number)") { number += 1 }
        return try Login("\(plain)-\(number)")
    }

    /// « Mairie de Lannion », « Mairie d’Allineuc », « Mairie du Vieux-Bourg », « Mairie des Champs-Géraux ».
    static func name(of commune: Commune) -> String { String(TownHall.name(of: commune.name).prefix(100)) }
}
