extension Catalogue {
    /// What Ingest answers. Everything is rehearsed: nothing is declared.
    static let intake = [
        Route(.post, "/v1/declarations", at: .ingest)
            .asked(with: "?dryRun=true", sending: .json(declaration), in: Place.communes, .declaring),
        // The row's own status is what counts.
        Route(.post, "/v1/declarations/batch", at: .ingest)
            .asked(with: "?dryRun=true", sending: .lines(declaration), in: Place.communes, .declaring),
        Route(.get, "/v1/declarations", at: .ingest)
            .asked(with: "?state=refused", .everybody(200))
            .asked(with: "?state=conflict", .everybody(200)),
        // For practice: what lies elsewhere is refused, whoever declares for it.
        Route(.post, "/v1/exercise/declarations", at: .ingest)
            .asked(with: "?dryRun=true", sending: .json(declaration), in: Place.communes, .practising),
        Route(.post, "/v1/exercise/declarations/batch", at: .ingest)
            .asked(with: "?dryRun=true", sending: .lines(declaration), in: Place.communes, .practising),
        Route(.get, "/v1/exercise/declarations/{id}", at: .ingest)
            .asked(at: "/v1/exercise/declarations/{declaration}", in: [.own, .sibling, .other, .unknown], .standing),
        Route(.get, "/v1/declarations/{id}", at: .ingest)
            .asked(at: "/v1/declarations/{declaration}", in: [.own, .sibling, .other, .unknown], .standing),
    ]

    private static let declaration =
        #"{"id":"{uuid}","revision":1,"commune":"{commune}","occurredOn":"{day}","place":"home","cause":"other","deaths":1}"#
}
