import Contracts
import Dossiers
import Judging
import Mortality
import Surveillance
import Testing

/// What a scan was given is read back as it was, whichever way its replicates were drawn.
@Suite struct ClusterInputTests {
    private func input(_ drawing: ScanSampling.Drawing) throws -> ClusterInput {
        try ClusterInput(
            communes: try ["56001", "56002"].map { try CommuneCode($0) }, points: [ScanZones.Point(x: 0, y: 0), ScanZones.Point(x: 4, y: 1)], own: 2,
            firstDay: try CivilDay(iso: "2020-01-01"), days: 60, entries: [ClusterInput.Entry(day: 3, area: 1, deaths: 2)], seed: 7, drawing: drawing)
    }

    @Test(arguments: [ScanSampling.Drawing.perDeath, .byCell, .byWork]) func everyDrawingIsReadBack(drawing: ScanSampling.Drawing) throws {
        let input = try self.input(drawing)
        #expect(try ClusterInput(input.message) == input)
    }

    /// Before ways of drawing had numbers.
    @Test(arguments: [(false, ScanSampling.Drawing.perDeath), (true, .byCell)])
    func earlierScansSayNoNumber(byCell: Bool, drawing: ScanSampling.Drawing) throws {
        var message = try self.input(.byWork).message
        message.drawing = 0
        message.byCell = byCell
        #expect(try ClusterInput(message).drawing == drawing)
    }

    @Test func anUnknownDrawingIsAnErrorThatSaysSo() throws {
        var message = try self.input(.byWork).message
        message.drawing = 4
        let error = #expect(throws: DossierError.self) { try ClusterInput(message) }
        #expect(error?.description.contains("newer vigiectl") == true)
    }
}
