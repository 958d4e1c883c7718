extension Catalogue {
    static let figures = [
        Route(.get, "/v1/departments/{code}").asked(in: Place.departments, .department(.readFigures, 200)),
        Route(.get, "/v1/departments/{code}/communes").asked(in: Place.departments, .department(.readFigures, 200)),
        Route(.get, "/v1/departments/{code}/series").asked(in: Place.departments, .department(.readFigures, 200)),
        Route(.get, "/v1/departments/{code}/declarations").asked(in: Place.departments, .department(.readFigures, 200)),
        // No department of it that somebody does not read is in it.
        Route(.get, "/v1/france").asked(.whoever(.readFigures, 200)),
        Route(.get, "/v1/events")
            .asked(.whoever(.readFigures, 422))
            .asked(with: "?department={code}", in: Place.departments, .department(.readFigures, 200)),
        // Of a stream that is only asked about, nothing is told.
        Route(.head, "/v1/events").asked(with: "?department={code}", in: [.own, .other], .whoever(.readFigures, 200)),
    ]

    /// Small ones, since one thread draws for all.
    static let pictures =
        ["svg", "png", "pdf"].flatMap { form in
            let size = form == "png" ? "?width=320&height=240" : ""
            return [
                Route(.get, "/v1/departments/{code}/map.\(form)").asked(with: size, in: Place.departments, .department(.readFigures, 200)),
                Route(.get, "/v1/regions/{code}/map.\(form)")
                    .asked(with: size, at: "/v1/regions/{region}/map.\(form)", in: [.other, .faraway, .unknown], .region),
                Route(.get, "/v1/france/map.\(form)").asked(with: size, .pictureOfFrance),
            ]
        } + [
            // Shapes and names: the same for whoever reads anything.
            Route(.get, "/v1/tiles/{z}/{x}/{y}.mvt")
                .asked(at: "/v1/tiles/5/15/11.mvt", .whoever(.readFigures, 200, 204))
                .asked(at: "/v1/tiles/5/15/none.mvt", in: [.unknown], .whoever(.readFigures, 404)),
            Route(.get, "/v1/tiles.json").asked(.whoever(.readFigures, 200)),
        ]

    static let alerts =
        [
            Route(.get, "/v1/alerts")
                .asked(.whoever(.readAlerts, 200))
                .asked(with: "?department={code}", in: Place.departments, .department(.readAlerts, 200)),
            Route(.get, "/v1/alerts/{id}").asked(at: "/v1/alerts/{alert}", in: Place.alerts, .alert(.readAlerts, 200)),
            Route(.get, "/v1/departments/{code}/clusters").asked(in: Place.departments, .department(.readAlerts, 200)),
            Route(.get, "/v1/departments/{code}/watch").asked(in: Place.departments, .department(.readAlerts, 200)),
        ]
        // The alert is closed, which nothing changes but a comment: that one stays with it, and leaves with it.
        + ["acknowledge", "comment", "escalate", "lower", "confirm", "decline", "close"].map { verb in
            let level = ["escalate": #","level":"red""#, "lower": #","level":"yellow""#][verb] ?? ""
            return Route(.post, "/v1/alerts/{id}/\(verb)").asked(
                at: "/v1/alerts/{alert}/\(verb)", sending: .json(#"{"comment":"Essai."\#(level)}"#), in: Place.alerts,
                .alert(.actUponAlerts, verb == "comment" ? 200 : 409))
        }
}
