/// The modules that pages run, by name. A test compares them with the folder.
enum PageModules {
    static let all: [String: [UInt8]] = [
        "alert-actions.js": PackageResources.alert_actions_js, "alert-card.js": PackageResources.alert_card_js,
        "alert-detail.js": PackageResources.alert_detail_js, "alert-rules.js": PackageResources.alert_rules_js,
        "alert-words.js": PackageResources.alert_words_js, "alerts.js": PackageResources.alerts_js, "area-map.js": PackageResources.area_map_js,
        "communes.js": PackageResources.communes_js, "course.js": PackageResources.course_js, "day-choice.js": PackageResources.day_choice_js,
        "department-figures.js": PackageResources.department_figures_js, "department-rest.js": PackageResources.department_rest_js,
        "department.js": PackageResources.department_js, "download.js": PackageResources.download_js, "elements.js": PackageResources.elements_js,
        "event-stream.js": PackageResources.event_stream_js, "formats.js": PackageResources.formats_js,
        "france-beside.js": PackageResources.france_beside_js, "france.js": PackageResources.france_js, "ground.js": PackageResources.ground_js,
        "http.js": PackageResources.http_js, "invitation.js": PackageResources.invitation_js, "judgements.js": PackageResources.judgements_js,
        "legend.js": PackageResources.legend_js, "live.js": PackageResources.live_js,
        "map-library.js": PackageResources.map_library_js, "password.js": PackageResources.password_js, "patterns.js": PackageResources.patterns_js,
        "picture.js": PackageResources.picture_js, "presence.js": PackageResources.presence_js, "plot.js": PackageResources.plot_js, "print.js": PackageResources.print_js,
        "problem.js": PackageResources.problem_js, "readings.js": PackageResources.readings_js, "recent.js": PackageResources.recent_js,
        "scales.js": PackageResources.scales_js, "session.js": PackageResources.session_js, "tile-layers.js": PackageResources.tile_layers_js,
        "tile-map.js": PackageResources.tile_map_js,
        Vocabulary.name: Array(Vocabulary.module.utf8),
    ]
}
