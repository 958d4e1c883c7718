import Accounts
import Hummingbird
import Mortality
import Runtime
import Web

/// `/exploitation` and `/donnees-personnelles`: the state of the services, and which data of people they keep.
struct HousePages: Sendable {
    let people: People
    let answers: PageAnswers
    let health: HouseHealth
    let privacy: PrivacyNotice

    func add(to router: Router<WebContext>) {
        router.get("/exploitation") { request, context in
            guard try context.signedIn().access.seesOperations else { throw Problem.forbidden("you do not look after the house") }
            let own = await self.health.conditions().map {
                OperationsPage.Condition(
                    service: HealthWords.service($0.service), name: HealthWords.condition($0.name), isMet: $0.isMet, detail: HealthWords.detail($0.detail))
            }
            let queues = await self.health.queues()
            let doors = await self.health.doors()
            let now = self.people.clock.instant
            return self.answers.page(
                OperationsPage(
                    conditions: own + Self.others(queues) + Self.doors(doors, self.people.clock),
                    queues: queues?.queues.map {
                        OperationsPage.Queue(name: HealthWords.queue($0.name), depth: $0.waiting, consumers: $0.consumers, dead: $0.dead)
                    },
                    readAt: "Lu \(WrittenInstant.text(now, self.people.clock)).",
                    message: queues == nil ? PageMessage(.error, "Le courtier de messages ne dit pas l’état de ses files.") : nil), to: request, context)
        }
        router.get("/donnees-personnelles") { request, context in
            self.answers.page(
                PrivacyPage(controller: self.privacy.controller, contact: self.privacy.contact, kept: PrivacyNotice.kept), to: request, context)
        }
    }
}

extension HousePages {
    /// Returns the conditions of the services that answer questions, of which Portal knows what the broker says: how many instances take them.
    fileprivate static func others(_ queues: HouseQueues?) -> [OperationsPage.Condition] {
        let answering = queues?.services.map {
            OperationsPage.Condition(
                service: HealthWords.service($0.name), name: HealthWords.condition("questions"), isMet: $0.instances > 0,
                detail: HealthWords.instances($0.instances))
        }
        return answering
            ?? HouseQueues.answering.map {
                OperationsPage.Condition(
                    service: HealthWords.service($0), name: HealthWords.condition("questions"), isMet: nil, detail: "Le courtier ne répond pas.")
            }
    }

    /// Returns the conditions of Ingest, which answers no questions: its instances tell of themselves.
    fileprivate static func doors(_ instances: [ServiceInstance]?, _ clock: ZoneClock) -> [OperationsPage.Condition] {
        func condition(_ service: String, _ isMet: Bool?, _ detail: String) -> OperationsPage.Condition {
            OperationsPage.Condition(service: HealthWords.service(service), name: HealthWords.condition("declarations"), isMet: isMet, detail: detail)
        }
        guard let instances else { return [condition("ingest", nil, "La base de données ne répond pas.")] }
        if instances.isEmpty { return [condition("ingest", false, HealthWords.instances(0))] }
        return instances.map { instance in
            let when = instance.isSilent ? instance.seenAt : instance.since
            return condition(
                instance.name, instance.isReady && !instance.isSilent,
                HealthWords.instance(instance, WrittenInstant.text(when, in: "Europe/Paris", clock)))
        }
    }
}

/// What this Portal knows of the services: its own conditions, the broker's report, and what the instances of Ingest tell.
struct HouseHealth: Sendable {
    let instance: String
    let readiness: Readiness
    /// Reads the broker's report; `nil` where the broker does not answer.
    var queues: @Sendable () async -> HouseQueues? = { nil }
    /// Reads the instances of Ingest; `nil` where the database does not answer.
    var doors: @Sendable () async -> [ServiceInstance]? = { nil }

    func conditions() async -> [HouseCondition] {
        let report = await self.readiness.report()
        let needed = report.names.map { name in
            HouseCondition(service: self.instance, name: name, isMet: report.absences[name] == nil, detail: report.absences[name] ?? "")
        }
        let notes = report.notes.sorted { $0.key < $1.key }.map {
            HouseCondition(service: self.instance, name: $0.key, isMet: false, detail: $0.value)
        }
        return needed + notes
    }
}

/// The settings of the page on personal data: who answers for the data, as the deployer says.
struct PrivacyNotice: Sendable {
    var controller: String?
    var contact: String?

    static let kept = [
        PrivacyPage.Kept(
            what: "Compte : nom, identifiant, courriel et téléphone s’ils ont été donnés, rôles",
            why: "Savoir qui déclare, agit ou lit, et vous donner vos droits (mission d’intérêt public)",
            howLong: "Tant que le compte existe ; effacés à votre demande ou par qui l’administre"),
        PrivacyPage.Kept(
            what: "Empreinte du mot de passe, clé du téléphone chiffrée, codes de secours et d’invitation sous forme d’empreinte",
            why: "Vérifier que c’est bien vous", howLong: "Jusqu’à leur remplacement ; une invitation, 30 jours"),
        PrivacyPage.Kept(
            what: "Si vous entrez par un fournisseur d’identité (ProConnect) : le numéro sous lequel il vous connaît, et son attestation, chiffrée",
            why: "Vous reconnaître, et fermer aussi sa session quand vous partez",
            howLong: "Tant que votre identité est rattachée ; l’attestation, comme la connexion"),
        PrivacyPage.Kept(
            what: "Connexions : navigateur, heures d’ouverture et de dernier usage",
            why: "Vous garder connecté, et vous montrer vos appareils",
            howLong: "8 heures à 30 jours sans usage selon le rôle, 180 jours au plus"),
        PrivacyPage.Kept(
            what: "Journal d’audit : qui a fait quoi et quand, depuis quelle adresse",
            why: "Sécurité, et preuve de ce qui a été fait", howLong: "12 mois, sauf autre réglage"),
        PrivacyPage.Kept(
            what: "Déclarations : le numéro du compte qui a déclaré, sans son nom",
            why: "Savoir qui a déclaré si une erreur doit être corrigée",
            howLong: "Avec la déclaration ; après effacement du compte, ce numéro ne mène plus à personne"),
        PrivacyPage.Kept(
            what: "Appels aux mairies : la commune, l’heure, le résultat choisi dans une liste, le numéro du compte qui a appelé",
            why: "Savoir qui n’a pas encore pu déclarer, et ne pas appeler deux fois", howLong: "Avec l’historique de la commune"),
        PrivacyPage.Kept(
            what: "Témoins de connexion (cookies) strictement nécessaires : session, appareil connu",
            why: "Rester connecté, et ne pas être ralenti par qui essaierait votre nom", howLong: "Session : comme ci-dessus ; appareil : 400 jours"),
        PrivacyPage.Kept(
            what: "Actions sur les alertes : le nom de qui a agi", why: "Dire à la préfecture qui a pris en charge une alerte",
            howLong: "Avec l’alerte"),
    ]
}
