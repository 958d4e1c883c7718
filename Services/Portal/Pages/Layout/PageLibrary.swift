import Logging
import Mustache

/// The templates of all pages, compiled once.
struct PageLibrary: Sendable {
    /// The Mustache sources of the pages and of the parts that they share, by name.
    static let sources: [String: [UInt8]] = [
        "layout": PackageResources.layout_mustache, "header": PackageResources.header_mustache, "footer": PackageResources.footer_mustache,
        "banner": PackageResources.banner_mustache, "summary": PackageResources.summary_mustache, "hidden": PackageResources.hidden_mustache,
        "field": PackageResources.field_mustache, "select": PackageResources.select_mustache, "message": PackageResources.message_mustache,
        "table": PackageResources.table_mustache, "pagination": PackageResources.pagination_mustache, "code": PackageResources.code_mustache,
        "problem": PackageResources.problem_mustache, "day": PackageResources.day_mustache,
        "accueil": PackageResources.accueil_mustache, "connexion": PackageResources.connexion_mustache,
        "oubli": PackageResources.oubli_mustache, "rappels": PackageResources.rappels_mustache, "fin-des-rappels": PackageResources.fin_des_rappels_mustache,
        "invitation": PackageResources.invitation_mustache, "second-facteur": PackageResources.second_facteur_mustache,
        "mon-compte": PackageResources.mon_compte_mustache, "comptes": PackageResources.comptes_mustache, "compte": PackageResources.compte_mustache,
        "identite": PackageResources.identite_mustache, "depart": PackageResources.depart_mustache,
        "mairie": PackageResources.mairie_mustache, "appels": PackageResources.appels_mustache, "appel": PackageResources.appel_mustache,
        "audit": PackageResources.audit_mustache, "ouvertures": PackageResources.ouvertures_mustache, "ouverture": PackageResources.ouverture_mustache,
        "exploitation": PackageResources.exploitation_mustache,
        "donnees-personnelles": PackageResources.donnees_personnelles_mustache, "erreur": PackageResources.erreur_mustache,
        "declaration-form": PackageResources.declaration_form_mustache, "mairie-head": PackageResources.mairie_head_mustache,
        "mairie-realm": PackageResources.mairie_realm_mustache, "mairie-survenus": PackageResources.mairie_survenus_mustache,
        "mairie-declaration-line": PackageResources.mairie_declaration_line_mustache,
        "mairie-application": PackageResources.mairie_application_mustache, "mairie-declarer": PackageResources.mairie_declarer_mustache,
        "mairie-recu": PackageResources.mairie_recu_mustache, "mairie-tableau": PackageResources.mairie_tableau_mustache,
        "mairie-aide": PackageResources.mairie_aide_mustache, "accessibilite": PackageResources.accessibilite_mustache,
        "departement": PackageResources.departement_mustache, "france": PackageResources.france_mustache,
    ]

    /// Thrown when a page has no template of its name, so that it would be sent empty.
    struct TemplateMissing: Error {
        let name: String
    }

    private let library: MustacheLibrary

    /// Compiles all templates.
    ///
    /// - Throws: What swift-mustache finds wrong with a template; `TemplateMissing`.
    init() throws {
        for template in PageTemplate.allCases where Self.sources[template.rawValue] == nil { throw TemplateMissing(name: template.rawValue) }
        self.library = MustacheLibrary(templates: try Self.sources.mapValues { try MustacheTemplate(string: String(decoding: $0, as: UTF8.self)) })
    }

    /// Returns the page in HTML; `nil` for a template that is missing.
    func html(_ document: Document, _ template: PageTemplate) -> String? { self.library.render(document, withTemplate: template.rawValue) }

    /// The values that templates are filled from: the layout's own, and the page's under `page`.
    struct Document {
        let title: String
        let frame: PageFrame
        let styles: [String]
        let preloads: [String]
        let modules: [String]
        let map: PageAssets.MapLibrary?
        let hasIdentity: Bool
        let page: any Page
    }
}
