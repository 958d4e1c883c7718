import Accounts

/// The page `/ouvertures`: the state of every department.
struct OpeningsPage: Page {
    struct Line: Sendable {
        let code: String
        let name: String
        let state: DepartmentLife.State?
        let since: String
        let communes: String
        let accounts: String
        let redeemed: String
        let signedIn: String
        let declared: String
    }

    static let template = PageTemplate.openings
    let title = "Ouvertures"
    let table: PageTable
    /// The command that opens a department whose data are not loaded.
    let command = "vigiectl department open CODE --data DOSSIER --contacts FICHIER --url https://VOTRE-ADRESSE"

    init(lines: [Line]) {
        let columns: [(String, Bool)] = [
            ("Département", false), ("État", false), ("Depuis le", false), ("Communes", true), ("Comptes", true), ("Codes utilisés", true),
            ("Connectées", true), ("Ont déclaré", true),
        ]
        self.table = PageTable(
            id: "departements", caption: "Départements chargés", columns: columns.map { PageTable.Column($0.0, isNumber: $0.1) },
            rows: lines.map { line in
                [
                    .head(line.name, leadsTo: "/ouvertures/\(line.code)"), StateWords.cell(line.state), .text(line.since), .number(line.communes),
                    .number(line.accounts), .number(line.redeemed), .number(line.signedIn), .number(line.declared),
                ]
            }, empty: "Aucun département n’est chargé.")
    }
}

/// The states of a department as pages name them.
enum StateWords {
    static func text(_ state: DepartmentLife.State?) -> String {
        switch state {
        case nil: "Chargé, non ouvert"
        case .open: "Ouvert"
        case .paused: "Suspendu"
        case .closed: "Fermé"
        }
    }

    static func cell(_ state: DepartmentLife.State?) -> PageTable.Cell {
        switch state {
        case nil: .badge(self.text(state))
        case .open: .badge(self.text(state), .success)
        case .paused: .badge(self.text(state), .warning)
        case .closed: .badge(self.text(state), .error)
        }
    }
}
