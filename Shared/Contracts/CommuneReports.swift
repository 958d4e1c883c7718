public import Messages
import Mortality

extension Vigie_V1_CountsSnapshotReply {
    /// Holds the page's reports by commune, which a reader takes in far quicker than one by one.
    ///
    /// - Parameter reports: by commune and day.
    public mutating func setReportsByCommune(_ reports: [CommuneReport]) {
        var all: [Vigie_V1_CommuneReports] = []
        var one = Vigie_V1_CommuneReports()
        var commune: CommuneCode?
        for report in reports {
            if report.commune != commune {
                if commune != nil { all.append(one) }
                one = Vigie_V1_CommuneReports()
                one.commune = report.commune.text
                commune = report.commune
            }
            one.days.append(report.day.daysSinceEpoch)
            one.declarations.append(UInt32(clamping: report.declarations))
            one.lastReceivedAtUs.append(report.lastReceivedAt.microseconds)
            one.versions.append(report.version)
        }
        if commune != nil { all.append(one) }
        self.communeReports = all
    }
}

extension CommuneReport {
    /// Reads the reports of one commune.
    ///
    /// - Throws: `ContractError` for lists that do not fit together, or a value that cannot be.
    static func all(of message: Vigie_V1_CommuneReports) throws(ContractError) -> [CommuneReport] {
        let reader = FieldReader(message: Vigie_V1_CommuneReports.protoMessageName)
        let commune = try reader.commune("commune", message.commune)
        let count = message.days.count
        guard message.declarations.count == count, message.lastReceivedAtUs.count == count, message.versions.count == count else {
            throw reader.error("days", "not as many as the other lists have")
        }
        var reports: [CommuneReport] = []
        reports.reserveCapacity(count)
        for index in 0..<count {
            reports.append(
                CommuneReport(
                    commune: commune, day: try reader.day("days", message.days[index]),
                    declarations: try reader.count("declarations", message.declarations[index]),
                    lastReceivedAt: try reader.instant("last_received_at_us", message.lastReceivedAtUs[index]),
                    version: try reader.version(message.versions[index])))
        }
        return reports
    }
}
