import HTTPTypes
import Hummingbird
import Logging
import Runtime

/// `POST /v1/declarations/batch`: up to 10,000 declarations, one a line of JSON or a row of a table; one line of answer for
/// each.
struct BatchRoute: Sendable {
    static let lines = "application/x-ndjson"
    static let table = "text/csv"
    static let bodyLimit = 8 << 20
    static let mostRows = 10_000
    /// A row weighs on the key's rate as this part of a request: confirms of a batch are awaited together.
    static let rowsPerCharge = 100

    let doorkeeper: Doorkeeper
    let intake: Intake
    let publisher: any SubmissionPublisher
    let logger: Logger

    func answer(_ request: Request, _ context: IngestContext) async throws -> Response {
        let visitor = try self.doorkeeper.admit(request)
        guard visitor.key.mayWrite else { throw Problem.forbidden("the key may only read") }
        let isDryRun = try DryRun.isAsked(by: request)
        let bytes = try await Body.read(request, types: [Self.lines, Self.table], atMost: Self.bodyLimit)
        let isTable = Body.isType(request.headers[.contentType], Self.table)
        let read = isTable ? try DeclarationSheet.rows(in: bytes, atMost: Self.mostRows) : BatchRow.lines(in: bytes, atMost: Self.mostRows)
        guard let rows = read else {
            throw Problem.tooLarge("at most \(Self.mostRows) rows are taken at once")
        }
        guard !rows.isEmpty else { throw Problem.malformed("the body holds no row") }
        try self.doorkeeper.charge(visitor, rows.count / Self.rowsPerCharge)
        var run = BatchRun(
            intake: self.intake, publisher: self.publisher, visitor: visitor, correlation: context.correlation, isDryRun: isDryRun,
            bytes: bytes, rows: rows)
        // The first window is treated before the answer begins: while the broker is away the whole batch is refused.
        let first = await run.next()
        if let outage = run.outage, !first.contains(where: \.isAccepted) { throw outage }
        return self.response(first: first, run: run)
    }

    private func response(first: [RowResult], run: BatchRun) -> Response {
        Response(
            status: .ok, headers: [.contentType: Self.lines, .cacheControl: "no-store"],
            body: ResponseBody { writer in
                var run = run
                var results = first
                var accepted = 0
                while !results.isEmpty {
                    accepted += results.count(where: \.isAccepted)
                    try await writer.write(ByteBuffer(string: results.map(\.line).joined()))
                    results = await run.next()
                }
                self.logger.info(
                    "batch taken",
                    metadata: [
                        "correlation": "\(run.correlation)", "rows": .stringConvertible(run.rows.count), "accepted": .stringConvertible(accepted),
                        "dryRun": .stringConvertible(run.isDryRun), "key": "\(run.visitor.key.id)",
                    ])
                try await writer.finish(nil)
            })
    }
}
