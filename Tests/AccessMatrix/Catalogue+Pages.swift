extension Catalogue {
    static let pages = [
        Route(.get, "/").asked(.home),
        Route(.get, "/france").asked(.whoever(.readFigures, 200)),
        Route(.get, "/departements/{code}").asked(in: Place.departments, .departmentPage),
        Route(.get, "/mairie").asked(at: "/mairie/", .people(with: [.declare], 200))
            .asked(at: "/mairie/?commune={commune}", in: Place.communes, .townHall(200)),
        // Nobody is invited: the name is missing.
        Route(.post, "/mairie")
            .asked(sending: .form("jeton={token}"), .people(with: [.declare], 422))
            .asked(sending: .form("jeton={token}&action=inviter&nom=&commune={commune}"), in: [.own, .sibling, .other], .colleague),
        // No mail is sent where these are asked: there is nothing to be set.
        Route(.get, "/mairie/rappels").asked(.people(with: [.declare], 404)),
        Route(.post, "/mairie/rappels").asked(sending: .form("jeton={token}"), .people(with: [.declare], 404)),
        Route(.get, "/mairie/rappels/fin", .open).asked(.everybody(404)),
        Route(.post, "/mairie/rappels/fin", .open).asked(sending: .form("List-Unsubscribe=One-Click"), .everybody(404)),
        Route(.get, "/exploitation").asked(.people(with: [.seeOperations], 200)),
        Route(.get, "/donnees-personnelles", .open).asked(.everybody(200)),
        Route(.get, "/assets/{file}", .open)
            .asked(at: "/assets/{asset}", .everybody(200))
            .asked(at: "/assets/none.js", in: [.unknown], .everybody(404)),
        Route(.get, "/assets/modules/{version}/{file}", .open).asked(at: "/assets/modules/none/none.js", in: [.unknown], .everybody(404)),
    ]

    /// The clerk's: each for a commune that they declare for, and the same for the one that was lent to them for practice.
    static let townHalls =
        [
            Route(.get, "/v1/town-hall/{commune}").asked(at: "/v1/town-hall/{commune}", in: Place.communes, .townHall(200)),
            // No day is named, so that nothing is declared.
            Route(.post, "/mairie/aucun").asked(sending: .form("jeton={token}&commune={commune}"), in: Place.communes, .townHall(303)),
            Route(.post, "/mairie/exercice/aucun").asked(sending: .form("jeton={token}"), .people(with: [.declare], 303)),
            Route(.get, "/mairie/exercice").asked(.people(with: [.declare], 200)),
            Route(.get, "/mairie/aide").asked(.people(with: [.declare], 200)),
            Route(.get, "/mairie/application", .open).asked(.everybody(200)),
            Route(.get, "/mairie/worker.js", .open).asked(.everybody(200)),
            Route(.get, "/mairie/manifest.webmanifest", .open).asked(.everybody(200)),
            Route(.get, "/accessibilite", .open).asked(.everybody(200)),
        ] + Self.forms(below: "/mairie", "commune={commune}", in: Place.communes, { .townHall($0) })
        + Self.forms(below: "/mairie/exercice", "", in: [.own, .unknown], { .people(with: [.declare], $0) })

    /// The forms of declarations below an address. What is sent is no declaration, or of one that there is not.
    private static func forms(below base: String, _ commune: String, in places: [Place], _ rule: (Int) -> Rule) -> [Route] {
        let query = commune.isEmpty ? "" : "?\(commune)"
        let none = "00000000-0000-4000-8000-000000000000"
        return [
            Route(.get, "\(base)/declarer").asked(at: "\(base)/declarer\(query)", in: places, rule(200)),
            Route(.post, "\(base)/declarer").asked(sending: .form("jeton={token}&id=\(none)&nombre=x&\(commune)"), in: places, rule(422)),
            Route(.get, "\(base)/recu/{id}").asked(at: "\(base)/recu/\(none)\(query)", in: places, rule(404)),
            Route(.get, "\(base)/corriger/{id}").asked(at: "\(base)/corriger/\(none)\(query)", in: places, rule(404)),
            Route(.post, "\(base)/corriger/{id}")
                .asked(at: "\(base)/corriger/\(none)", sending: .form("jeton={token}&id=\(none)&nombre=x&\(commune)"), in: places, rule(422)),
            Route(.post, "\(base)/retirer/{id}")
                .asked(at: "\(base)/retirer/\(none)", sending: .form("jeton={token}&\(commune)"), in: places, rule(404)),
            Route(.get, "\(base)/modele.csv").asked(at: "\(base)/modele.csv\(query)", in: places, rule(200)),
            Route(.get, "\(base)/tableau").asked(at: "\(base)/tableau\(query)", in: places, rule(200)),
        ]
    }

    static let accountPages = [
        // A challenge that is none; a form of another kind: nothing is tried that would be counted.
        Route(.get, "/connexion", .open).asked(.everybody(200)),
        Route(.post, "/connexion", .open).asked(sending: .form("defi=essai&code=000000"), .everybody(422)),
        Route(.get, "/connexion/oubli", .open).asked(.everybody(404)),
        Route(.post, "/connexion/oubli", .open).asked(sending: .form("identifiant="), .everybody(404)),
        Route(.get, "/invitation", .open).asked(.everybody(200)),
        Route(.post, "/invitation", .open).asked(sending: .json("{}"), .everybody(415)),
        Route(.get, "/mon-compte").asked(.people(200)),
        Route(.post, "/mon-compte", isForEnrolment: true).asked(sending: .form("jeton={token}"), .people(422)),
        Route(.get, "/mon-compte/second-facteur", isForEnrolment: true).asked(.people(200)),
        Route(.post, "/mon-compte/second-facteur", isForEnrolment: true).asked(sending: .form("jeton={token}&code=none"), .people(422)),
        Route(.get, "/comptes").asked(.people(with: [.keepAccounts, .renewCodes], 200)),
        Route(.post, "/comptes").asked(sending: .form("jeton={token}"), .people(with: [.keepAccounts, .renewCodes], 422)),
        Route(.get, "/comptes/{id}").asked(at: "/comptes/{account}", in: Place.accounts, .account(keeping: 200, seeing: 200)),
        // It is open already.
        Route(.post, "/comptes/{id}")
            .asked(at: "/comptes/{account}", sending: .form("jeton={token}&action=rouvrir"), in: Place.accounts, .account(keeping: 200, seeing: 403)),
    ]
}
