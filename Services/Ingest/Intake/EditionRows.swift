import Formats
import Mortality
import Runtime
import Web

/// The rows of a table's edition, read whole, each with the declaration that it makes, once the rows that are alike are added up.
struct EditionRows: Sendable {
    private enum Part {
        case alone(BatchRow)
        /// The row is added to the sum under this key, or cannot be added for this reason.
        case summed(EditionSum.Key, Rejection?)
        case refused(Refusal)
    }

    /// What became of each row, in the table's order.
    let rows: [ReadRow]

    /// Reads every row. One with an id is a declaration of its own, as without an edition.
    init(_ rows: inout BatchRows, edition: TableEdition, intake: Intake, visit: Visit) {
        var parts: [(number: Int, part: Part)] = []
        var sums: [EditionSum.Key: EditionSum] = [:]
        while let row = rows.next() {
            let part = Self.part(row, rows, intake, visit)
            parts.append((row.number, part.part))
            guard case .summed(let key, let rejection) = part.part else { continue }
            if let deaths = part.deaths { sums[key, default: EditionSum(key)].add(deaths) }
            if let rejection { sums[key, default: EditionSum(key)].spoil(.init(row: row.number, rejection: rejection)) }
        }
        let declarations = sums.mapValues { sum in Result { () throws(Rejection) in try edition.declaration(sum) } }
        self.rows = parts.map { number, part in
            switch part {
            case .alone(let row): return ReadRow(number: number, content: intake.read(row, of: rows, from: visit))
            case .refused(let refusal): return ReadRow(number: number, content: .refused(refusal))
            case .summed(_, let rejection?): return ReadRow(number: number, content: .refused(Refusal(id: nil, problem: rows.problem(rejection))))
            case .summed(let key, nil):
                if let fault = sums[key]?.fault {
                    let reason = "row \(fault.row) cannot be added to it: \(fault.rejection.reason)"
                    return ReadRow(number: number, content: .refused(Refusal(id: nil, problem: .notAdmitted(field: fault.rejection.field, reason: reason))))
                }
                switch declarations[key] {
                case .success(let declaration)?: return ReadRow(number: number, content: .declaration(declaration, isOfEdition: true))
                case .failure(let rejection)?: return ReadRow(number: number, content: .refused(Refusal(id: nil, problem: rows.problem(rejection))))
                case nil: return ReadRow(number: number, content: .refused(Refusal(id: nil, problem: .internal)))
                }
            }
        }
    }

    private static func part(_ row: BatchRow, _ rows: BatchRows, _ intake: Intake, _ visit: Visit) -> (part: Part, deaths: DeathCount?) {
        let form: DeclarationForm
        var rejection: Rejection?
        do throws(Refusal) {
            guard let read = try intake.form(row, of: rows) else { return (.alone(row), nil) }
            (form, rejection) = read
        } catch {
            return (.refused(error), nil)
        }
        guard !form.has("id") else { return (.alone(row), nil) }
        let key: EditionSum.Key
        do throws(Rejection) {
            if let rejection { throw rejection }
            let told = try form.sumKey()
            // A code of the past is summed for the commune that it stands for on that day.
            key = told.leading(to: visit.reference.commune(told.commune, on: told.day)?.code)
        } catch {
            return (.refused(Refusal(id: nil, problem: rows.problem(error))), nil)
        }
        do throws(Problem) {
            try intake.check(commune: key.commune, day: key.day, from: visit, at: intake.clock.instant, rows.problem)
        } catch {
            return (.refused(Refusal(id: nil, problem: error)), nil)
        }
        do throws(Rejection) {
            return (.summed(key, nil), try form.deathsOfSum(key))
        } catch {
            return (.summed(key, error), nil)
        }
    }
}
