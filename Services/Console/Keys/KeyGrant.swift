import Accounts
import Mortality

/// The rights of a new key, as they are typed.
struct KeyGrant: Equatable {
    let reach: KeyRecord.Reach
    let mayRead: Bool
    let mayWrite: Bool
    let mayBackdate: Bool
    /// Whether the key may act upon alerts.
    let mayAlert: Bool
    let ratePerSecond: Int?
    let label: String

    /// Reads the rights as they are typed.
    ///
    /// - Parameter scope: some of `read`, `write` and `alert`, parted by commas.
    init(
        department: String?, commune: String?, all: Bool, scope: String, mayBackdate: Bool, ratePerSecond: Int? = nil, label: String = ""
    ) throws(ConsoleError) {
        switch (department, commune, all) {
        case (let text?, nil, false):
            do { self.reach = .department(try DepartmentCode(text)) } catch { throw ConsoleError("--department: \(error.reason)") }
        case (nil, let text?, false):
            do { self.reach = .commune(try CommuneCode(text)) } catch { throw ConsoleError("--commune: \(error.reason)") }
        case (nil, nil, true): self.reach = .all
        default: throw ConsoleError("say what the key covers: exactly one of --department, --commune and --all")
        }
        let words = Set(scope.split(separator: ",").map { String($0) })
        guard !words.isEmpty, words.isSubset(of: ["read", "write", "alert"]) else {
            throw ConsoleError("--scope is one or several of read, write and alert, parted by commas")
        }
        self.mayRead = words.contains("read")
        self.mayWrite = words.contains("write")
        self.mayAlert = words.contains("alert")
        guard !self.mayAlert || commune == nil else { throw ConsoleError("a commune's key may not have the scope alert: alerts are a department's") }
        guard !self.mayAlert || self.mayRead else { throw ConsoleError("the scope alert goes with read: who acts upon an alert sees it") }
        guard !mayBackdate || self.mayWrite else { throw ConsoleError("--may-backdate goes with the scope write") }
        guard ratePerSecond.map({ (1...100_000).contains($0) }) ?? true else { throw ConsoleError("--rate is from 1 to 100000 declarations a second") }
        guard label.count <= 200, !label.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
            throw ConsoleError("--label is at most 200 characters on one line")
        }
        self.mayBackdate = mayBackdate
        self.ratePerSecond = ratePerSecond
        self.label = label
    }

    /// The territory that the key covers, in words.
    var reachText: String {
        switch self.reach {
        case .all: "everything"
        case .department(let code): "department \(code)"
        case .commune(let code): "commune \(code)"
        }
    }
}
