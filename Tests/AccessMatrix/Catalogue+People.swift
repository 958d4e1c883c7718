extension Catalogue {
    static let sessions = [
        Route(.post, "/v1/session", .open).asked(sending: .json("{}"), .everybody(422)),
        Route(.get, "/v1/session", isForEnrolment: true).asked(.people(200)),
        Route(.delete, "/v1/session", isForEnrolment: true).asked(by: .twin, .people(204)),
        Route(.get, "/v1/sessions").asked(.people(200)),
        Route(.delete, "/v1/sessions").asked(last: true, .people(204)),
        // Somebody else's is none of one's own.
        Route(.delete, "/v1/sessions/{id}").asked(at: "/v1/sessions/{session}", in: [.other, .unknown], .people(404)),
        Route(.post, "/v1/invitations/redeem", .open).asked(sending: .json("{}"), .everybody(422)),
        Route(.post, "/v1/password/forgotten", .open).asked(sending: .json("{}"), .everybody(422)),
        Route(.get, "/v1/account").asked(.people(200)),
        Route(.post, "/v1/account/password").asked(sending: .json("{}"), .people(422)),
        Route(.post, "/v1/account/second-factor", isForEnrolment: true).asked(sending: .json("{}"), .people(200)),
        Route(.post, "/v1/account/erasure").asked(sending: .json("{}"), .people(422)),
        Route(.post, "/v1/token").asked(sending: .json(#"{"commune":"{commune}"}"#), in: Place.communes, .token),
    ]

    static let accounts = [
        Route(.get, "/v1/accounts")
            .asked(.people(with: [.keepAccounts, .renewCodes], 200))
            .asked(with: "?department={code}", in: [.own, .other, .unopened], .people(with: [.keepAccounts, .renewCodes], 200))
            .asked(with: "?department={code}", in: [.unknown], .people(with: [.keepAccounts, .renewCodes], 422)),
        // The login is none: who may give the role is told so, and nobody is made.
        Route(.post, "/v1/accounts")
            .asked(
                sending: .json(#"{"name":"Essai","login":"?","grants":[{"role":"{role}","territory":"{territory}"}]}"#),
                in: [.own, .sibling, .other, .faraway, .nation], .giving(422)),
        Route(.get, "/v1/accounts/{id}").asked(at: "/v1/accounts/{account}", in: Place.accounts, .account(keeping: 200, seeing: 200)),
        Route(.patch, "/v1/accounts/{id}")
            .asked(at: "/v1/accounts/{account}", sending: .json(#"{"telephone":"0100000000"}"#), in: Place.accounts, .account(keeping: 200, seeing: 403))
            // A role that the account does not hold is taken: who may take it changes nothing.
            .asked(
                at: "/v1/accounts/{account-own}", sending: .json(#"{"remove":[{"role":"{role}","territory":"{territory}"}]}"#),
                in: [.sibling, .other, .faraway, .nation], .giving(toOwn: 200)),
        // Accounts that are there for this alone, one for each case.
        Route(.delete, "/v1/accounts/{id}").asked(at: "/v1/accounts/{spare}", in: Place.accounts, .account(keeping: 204, seeing: 403)),
        Route(.post, "/v1/accounts/{id}/invitation")
            .asked(at: "/v1/accounts/{spare}/invitation", sending: .json("{}"), in: Place.accounts, .account(keeping: 201, seeing: 201))
            .asked(
                at: "/v1/accounts/{spare}/invitation", sending: .json(#"{"withSecondFactor":true}"#), in: [.own, .other],
                .account(keeping: 201, seeing: 403)),
        Route(.post, "/v1/accounts/{id}/disable")
            .asked(at: "/v1/accounts/{spare}/disable", sending: .json("{}"), in: Place.accounts, .account(keeping: 200, seeing: 403)),
        Route(.post, "/v1/accounts/{id}/enable")
            .asked(at: "/v1/accounts/{account}/enable", sending: .json("{}"), in: Place.accounts, .account(keeping: 200, seeing: 403)),
        Route(.get, "/v1/colleagues").asked(.people(200)),
        Route(.post, "/v1/colleagues")
            .asked(sending: .json(#"{"name":"Essai","login":"?","commune":"{commune}"}"#), in: Place.communes, .colleague),
    ]

    static let house = [
        Route(.get, "/v1/audit").asked(with: "?limit=1", .people(with: [.readAudit], 200)),
        Route(.get, "/v1/audit.csv").asked(.people(with: [.readAudit], 200)),
        Route(.get, "/audit").asked(.people(with: [.readAudit], 200)),
        Route(.get, "/v1/operations").asked(.people(with: [.seeOperations], 200)),
        Route(.get, "/v1/banner", .open).asked(.everybody(200)),
        Route(.get, "/v1/openapi.json", .open).asked(.everybody(200)),
    ]
}
