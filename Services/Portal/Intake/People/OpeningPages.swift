import Accounts
import French
import Hummingbird
import Mortality
import Runtime
import Web

/// `/ouvertures` and `/ouvertures/{code}`: the state of departments, for the national administrator, who opens them.
struct OpeningPages: Sendable {
    let operations: DepartmentOperations
    let answers: PageAnswers

    func add(to router: Router<WebContext>) {
        router.get("/ouvertures") { request, context in
            _ = try DepartmentOperations.opener(context)
            return self.answers.page(OpeningsPage(lines: try await self.operations.departments().map { self.line($0) }), to: request, context)
        }
        router.get("/ouvertures/:code") { request, context in
            let (person, code) = (try DepartmentOperations.opener(context), try DepartmentOperations.code(context))
            return self.answers.page(try await self.page(of: code, person), to: request, context)
        }
        router.post("/ouvertures/:code") { request, context in try await self.act(request, context) }
    }

    private func act(_ request: Request, _ context: WebContext) async throws -> Response {
        let (person, code) = (try DepartmentOperations.opener(context), try DepartmentOperations.code(context))
        let asked = OpeningForm(try await FormFields(request))
        let origin = self.operations.people.origin(of: request)
        do {
            guard let step = try asked.step else { return try await self.open(asked, code, person, origin, request, context) }
            try await self.operations.take(step, in: code, by: person, from: origin)
            return self.answers.page(try await self.page(of: code, person, message: PageMessage(.success, Self.done(step))), to: request, context)
        } catch {
            guard let problem = error as? Problem ?? PeopleFaults.problem(of: error), problem.status.code < 500, problem.status != .notFound else {
                throw error
            }
            let page = try await self.page(of: code, person, asked: asked.with(problem))
            return self.answers.page(page, to: request, context, status: .unprocessableContent)
        }
    }

    private func open(
        _ asked: OpeningForm, _ code: DepartmentCode, _ person: Person, _ origin: RequestOrigin, _ request: Request, _ context: WebContext
    ) async throws -> Response {
        let opened = try await self.operations.open(try asked.order(of: code), root: PublicAddress.root(of: request), by: person, from: origin)
        if opened.letters.isEmpty, opened.opening.administrator == nil {
            let kept = FrenchText.count(opened.opening.kept, "code déjà donné reste valable", "codes déjà donnés restent valables")
            let message = PageMessage(
                .info, "Rien à imprimer : \(kept). Un code n’est conservé que sous forme d’empreinte : pour réimprimer une lettre, demandez un nouveau code.")
            return self.answers.page(try await self.page(of: code, person, message: message), to: request, context)
        }
        return OpeningRoutes.download(try await self.operations.archive(of: opened), of: code)
    }

    private static func done(_ step: DepartmentLife.Step) -> String {
        switch step {
        case .open: "Le département est ouvert."
        case .pause: "Les déclarations sont suspendues. Toutes les portes le savent dans les dix secondes."
        case .resume: "Les déclarations sont de nouveau prises, dans les dix secondes."
        case .close: "Le département est fermé. Ses chiffres restent."
        }
    }

    // MARK: What is shown

    private func line(_ line: DepartmentOperations.Line) -> OpeningsPage.Line {
        let progress = line.progress
        return OpeningsPage.Line(
            code: progress.code.text, name: "\(progress.name) (\(progress.code))", state: progress.life?.state,
            since: progress.life.map { WrittenInstant.date($0.since, self.operations.people.clock) } ?? "–", communes: FrenchText.number(progress.communes),
            accounts: FrenchText.number(progress.accounts), redeemed: FrenchText.number(progress.redeemed), signedIn: FrenchText.number(progress.signedIn),
            declared: line.declared.map { FrenchText.number($0) } ?? "–")
    }

    private func page(of code: DepartmentCode, _ person: Person, asked: OpeningForm? = nil, message: PageMessage? = nil) async throws -> OpeningPage {
        let line = try await self.operations.department(code)
        return OpeningPage(
            code: code.text, name: "\(line.progress.name) (\(code))", life: line.progress.life?.state, facts: self.facts(line),
            callCentre: line.progress.life?.callCentre, token: self.operations.people.formToken(of: person).text, asked: asked, message: message)
    }

    private func facts(_ line: DepartmentOperations.Line) -> [PageFact] {
        let progress = line.progress
        func share(_ number: Int?) -> String {
            guard let number else { return "inconnu pour le moment" }
            return "\(FrenchText.number(number)) sur \(FrenchText.number(progress.communes))"
                + (progress.communes > 0 ? " (\(FrenchText.percent(Double(number) / Double(progress.communes))))" : "")
        }
        var facts = [PageFact(name: "État", value: StateWords.text(progress.life?.state))]
        if let life = progress.life {
            facts.append(PageFact(name: "Depuis", value: WrittenInstant.bare(life.since, self.operations.people.clock)))
            if let word = life.word { facts.append(PageFact(name: "Mot montré aux mairies", value: word)) }
        }
        return facts + [
            PageFact(name: "Mairies avec un compte", value: share(progress.accounts)), PageFact(name: "Code utilisé", value: share(progress.redeemed)),
            PageFact(name: "Connectées au moins une fois", value: share(progress.signedIn)), PageFact(name: "Ont déclaré", value: share(line.declared)),
        ]
    }
}

extension OpeningForm {
    init(_ fields: FormFields) {
        self.init(
            action: fields.text("action"), word: fields.text("mot"), callCentre: fields.text("centre-appel"), name: fields.text("nom"),
            mail: fields.text("courriel"), commune: fields.text("commune"), renewal: fields.text("codes"))
    }

    func order(of code: DepartmentCode) throws -> OpeningOrder {
        if self.renewal == "une", self.commune == nil { throw Rejection(field: "renew", reason: "not a commune of this department") }
        var draft: AccountDraft?
        if self.name != nil || self.mail != nil { draft = try OpeningRoutes.administrator(name: self.name ?? "", mail: self.mail ?? "") }
        return try OpeningOrder(
            department: code, renewal: try OpeningRoutes.renewal(of: self.renewal == "une" ? self.commune : nil, all: self.renewal == "toutes", in: code),
            administrator: draft, callCentre: self.callCentre)
    }

    func with(_ problem: Problem) -> OpeningForm {
        var copy = self
        let told = problem.told(in: .french)
        copy.error = (problem.field, FrenchText.sentence(told.reason ?? told.detail ?? told.title))
        return copy
    }
}
