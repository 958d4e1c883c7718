extension Catalogue {
    static let calls = [
        Route(.get, "/appels")
            .asked(.people(with: [.callCommunes], 200))
            .asked(with: "?departement={code}", in: Place.departments, .department(.callCommunes, 200)),
        Route(.get, "/appels/{code}").asked(at: "/appels/{commune}", in: Place.communes, .calling(200)),
        // Nothing is said of what is to be done.
        Route(.post, "/appels/{code}").asked(at: "/appels/{commune}", sending: .form("jeton={token}"), in: Place.communes, .calling(422)),
        Route(.get, "/v1/departments/{code}/calls").asked(in: Place.departments, .department(.callCommunes, 200)),
        Route(.get, "/v1/departments/{code}/calls.csv").asked(in: Place.departments, .department(.callCommunes, 200)),
        Route(.get, "/v1/communes/{code}/calls").asked(at: "/v1/communes/{commune}/calls", in: Place.communes, .calling(200)),
        Route(.post, "/v1/communes/{code}/calls").asked(at: "/v1/communes/{commune}/calls", sending: .json("{}"), in: Place.communes, .calling(422)),
    ]

    /// What is sent here opens, pauses and closes nothing: it is wrong, or of departments that there are not.
    static let openings = [
        Route(.get, "/ouvertures").asked(.people(with: [.openDepartments], 200)),
        Route(.get, "/ouvertures/{code}").asked(in: Place.departments, .department(.openDepartments, 200)),
        Route(.post, "/ouvertures/{code}").asked(sending: .form("jeton={token}"), in: Place.departments, .department(.openDepartments, 422)),
        Route(.get, "/v1/openings").asked(.people(with: [.openDepartments], 200)),
        Route(.post, "/v1/departments/{code}/opening")
            .asked(sending: .json(#"{"renew":"none"}"#), in: [.own, .other, .unknown], .department(.openDepartments, 422)),
        Route(.post, "/v1/departments/{code}/pause").asked(sending: .json(wordTooLong), in: [.own, .other], .department(.openDepartments, 422)),
        Route(.post, "/v1/departments/{code}/resume").asked(sending: .json("{}"), in: [.unopened, .unknown], .department(.openDepartments, 200)),
        Route(.post, "/v1/departments/{code}/close").asked(sending: .json(wordTooLong), in: [.own, .other], .department(.openDepartments, 422)),
    ]

    private static let wordTooLong = #"{"word":""# + String(repeating: "x", count: 1_000) + #""}"#
}
