public import Messages
public import Mortality

extension Vigie_V1_CountsSnapshotReply {
    /// Reads the page's counts, all of the department that was asked for.
    ///
    /// - Throws: `ContractError` for a value that this version does not know, or that cannot be.
    public func counts(of department: DepartmentCode) throws(ContractError) -> (cells: [CellCount], reports: [CommuneReport]) {
        let reader = FieldReader(message: Self.protoMessageName)
        var (cells, reports) = try DepartmentCells.read(self.cells, self.reports, of: department, in: reader)
        for message in self.communeReports {
            let ofCommune = try CommuneReport.all(of: message)
            guard ofCommune.first?.commune.department ?? department == department else {
                throw reader.error("commune_reports.commune", "of another department")
            }
            reports += ofCommune
        }
        return (cells, reports)
    }

    /// What the page tells of communes whatever the day, all of the department that was asked for.
    ///
    /// - Throws: `ContractError` for a value that cannot be.
    public func declaringCommunes(of department: DepartmentCode) throws(ContractError) -> [DeclaringCommune] {
        let communes = try self.communes.map { message throws(ContractError) in try DeclaringCommune(message) }
        guard communes.allSatisfy({ $0.commune.department == department }) else {
            throw FieldReader(message: Self.protoMessageName).error("communes.commune", "of another department")
        }
        return communes
    }
}

/// Reads cells and reports, which must all be of one department.
enum DepartmentCells {
    static func read(
        _ cells: [Vigie_V1_Cell], _ reports: [Vigie_V1_Report], of department: DepartmentCode, in reader: FieldReader
    ) throws(ContractError) -> (cells: [CellCount], reports: [CommuneReport]) {
        let cells = try cells.map { cell throws(ContractError) in try CellCount(cell) }
        let reports = try reports.map { report throws(ContractError) in try CommuneReport(report) }
        guard cells.allSatisfy({ $0.commune.department == department }) else { throw reader.error("cells.commune", "of another department") }
        guard reports.allSatisfy({ $0.commune.department == department }) else { throw reader.error("reports.commune", "of another department") }
        return (cells, reports)
    }
}
