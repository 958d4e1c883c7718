import HTTPTypes
import Hummingbird
import Logging
import Runtime
import Web

/// `POST /v1/declarations/batch`: up to 10,000 declarations, one a line of JSON, an element of an array or a row of a table; one
/// answer for each.
///
/// The body is read on the server's event loop as it comes, and treated off it, so that no other request waits for a batch.
struct BatchRoute: Sendable {
    let limits: VisitLimits
    let intake: Intake
    let publisher: any SubmissionPublisher
    let memory: RevisionMemory
    let slots: BatchSlots
    /// The executor that batches are treated on.
    let bench: any TaskExecutor
    let logger: Logger

    func answer(_ request: Request, _ context: WebContext) async throws -> Response {
        let visit = try context.visit()
        guard visit.visitor.mayDeclare else { throw Problem.forbidden("you may only read") }
        let query = try BatchQuery(request)
        let slot = try self.slots.enter(visit.visitor)
        let body = try await BatchBody.read(request)
        return try await withTaskExecutorPreference(self.bench) {
            let rows = try BatchRows(body, isEdition: query.edition != nil, language: context.language)
            do {
                try self.limits.charge(visit.visitor, rows: rows.weight)
                var run = BatchRun(
                    intake: self.intake, publisher: self.publisher, memory: self.memory, visit: visit, isDryRun: query.isDryRun, rows: rows,
                    edition: query.edition)
                // The first window is treated before the answer begins: while the broker is away the whole batch is refused.
                let first = await run.next()
                guard !first.isEmpty else { throw Problem.malformed("the body holds no row") }
                if let outage = run.outage, !first.contains(where: \.isAccepted) { throw outage }
                return self.response(first: first, run: run, isArray: body.form == .array, slot: slot)
            } catch let problem as Problem {
                throw problem.told(in: rows.language)
            }
        }
    }

    private func response(first: [RowResult], run: BatchRun, isArray: Bool, slot: BatchSlots.Slot) -> Response {
        let type = isArray ? BatchBody.Form.array : .lines
        return Response(
            status: .ok, headers: [.contentType: type.rawValue, .cacheControl: "no-store"],
            body: ResponseBody { writer in
                var run = run
                var results = first
                var accepted = 0
                var isFirst = true
                while !results.isEmpty {
                    accepted += results.count(where: \.isAccepted)
                    let lines = results.map { $0.json(in: run.language) }
                    let text = isArray ? (isFirst ? "[" : ",") + lines.joined(separator: ",\n") : lines.joined(separator: "\n") + "\n"
                    try await writer.write(ByteBuffer(string: text))
                    isFirst = false
                    results = await withTaskExecutorPreference(self.bench) { await run.next() }
                }
                if isArray { try await writer.write(ByteBuffer(string: "]\n")) }
                self.logger.info(
                    "batch taken",
                    metadata: [
                        "rows": .stringConvertible(run.count), "accepted": .stringConvertible(accepted),
                        "dryRun": .stringConvertible(run.isDryRun), "by": "\(run.visit.visitor.recordName)",
                    ])
                try await writer.finish(nil)
                withExtendedLifetime(slot) {}
            })
    }
}
