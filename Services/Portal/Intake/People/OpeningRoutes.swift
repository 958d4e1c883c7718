import Accounts
import HTTPTypes
import Hummingbird
import Mortality
import Runtime
import Web

/// `/v1/openings` and `/v1/departments/{code}/opening`, `/pause`, `/resume`, `/close`.
struct OpeningRoutes: Sendable {
    static let archiveType = "application/zip"

    let operations: DepartmentOperations

    func add(to router: Router<WebContext>) {
        router.get("/v1/openings") { _, context in
            _ = try DepartmentOperations.opener(context)
            return try JSONAnswer.response(OpeningsAnswer(departments: try await self.operations.departments().map { .init($0) }))
        }
        router.post("/v1/departments/:code/opening") { request, context in try await self.open(request, context) }
        router.post("/v1/departments/:code/pause") { request, context in
            let person = try DepartmentOperations.opener(context)
            let word = try await Self.word(request)
            return try await self.take(.pause(word), by: person, request, context)
        }
        router.post("/v1/departments/:code/resume") { request, context in
            try await self.take(.resume, by: try DepartmentOperations.opener(context), request, context)
        }
        router.post("/v1/departments/:code/close") { request, context in
            let person = try DepartmentOperations.opener(context)
            let word = try await Self.word(request)
            return try await self.take(.close(word), by: person, request, context)
        }
    }

    private func open(_ request: Request, _ context: WebContext) async throws -> Response {
        let (person, code) = (try DepartmentOperations.opener(context), try DepartmentOperations.code(context))
        let fields = try await JSONFields(request, known: ["callCentre", "administrator", "renew", "renewAll"])
        var draft: AccountDraft?
        if let administrator = try fields.object("administrator", known: ["name", "email"]) {
            draft = try Self.administrator(name: try administrator.required("name"), mail: try administrator.required("email"))
        }
        let order = try OpeningOrder(
            department: code, renewal: try Self.renewal(of: try fields.text("renew"), all: try fields.flag("renewAll"), in: code), administrator: draft,
            callCentre: try fields.text("callCentre"))
        let opened = try await self.operations.open(order, root: PublicAddress.root(of: request), by: person, from: self.operations.people.origin(of: request))
        if Self.takesArchive(request) { return Self.download(try await self.operations.archive(of: opened), of: code) }
        var response = try JSONAnswer.response(OpeningAnswer(opened))
        // Codes are in it: it is told once, and no form of it is kept here.
        response.headers[.vary] = "Accept, Accept-Encoding"
        return response
    }

    private func take(_ step: DepartmentLife.Step, by person: Person, _ request: Request, _ context: WebContext) async throws -> Response {
        let code = try DepartmentOperations.code(context)
        try await self.operations.take(step, in: code, by: person, from: self.operations.people.origin(of: request))
        return try JSONAnswer.response(OpeningsAnswer.DepartmentLine(try await self.operations.department(code)))
    }

    private static func word(_ request: Request) async throws -> DepartmentWord? {
        let fields = try await JSONFields(request, known: ["word"])
        return try fields.text("word").map { try DepartmentWord($0) }
    }

    // MARK: What pages and programs send alike

    /// Reads which codes an opening makes anew.
    ///
    /// - Throws: `Rejection` of field `renew` for what is no commune of the department.
    static func renewal(of commune: String?, all: Bool, in department: DepartmentCode) throws(Rejection) -> OpeningOrder.Renewal {
        if all { return .unused }
        guard let commune else { return .missing }
        guard let code = try? CommuneCode(commune.uppercased()), code.department == department else {
            throw Rejection(field: "renew", reason: "not a commune of this department")
        }
        return .communes([code])
    }

    static func administrator(name: String, mail: String) throws(Rejection) -> AccountDraft {
        let login: Login
        do {
            login = try Login(mail)
        } catch {
            throw Rejection(field: "email", reason: "not an e-mail address of at most 64 characters that can be signed in with")
        }
        return try AccountDraft(login: login, name: name, email: mail)
    }

    private static func takesArchive(_ request: Request) -> Bool {
        request.headers[values: .accept].contains { $0.lowercased().contains(self.archiveType) }
    }

    static func download(_ archive: [UInt8], of code: DepartmentCode) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: self.archiveType, .cacheControl: "no-store", .contentDisposition: "attachment; filename=\"ouverture-\(code).zip\"",
                .vary: "Accept",
            ], body: .init(byteBuffer: ByteBuffer(bytes: archive)))
    }
}
