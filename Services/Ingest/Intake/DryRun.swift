import HTTPTypes
import Hummingbird
import Mortality
import Runtime

/// Answers a dry run: everything that Ingest checks is checked, and nothing is sent.
enum DryRun {
    /// Returns whether a request asks for a dry run, with `?dryRun=true`.
    ///
    /// - Throws: `Problem`, 422, for anything but true and false.
    static func isAsked(by request: Request) throws(Problem) -> Bool {
        switch request.uri.queryParameters["dryRun"] {
        case nil, "false": return false
        case "true": return true
        default: throw .notAdmitted(field: "dryRun", reason: "not one of true, false")
        }
    }

    /// Answers 200 without a receipt: the declaration would be taken, and was not.
    static func answer(to declaration: Declaration) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .init(
                byteBuffer: ByteBuffer(string: "{\"id\":\"\(declaration.id)\",\"revision\":\(declaration.revision),\"dryRun\":true}\n")))
    }
}
