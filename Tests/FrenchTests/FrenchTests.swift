import French
import Mortality
import Testing

@Suite("What people write in French")
struct FrenchTests {
    @Test(
        "A day is day, month, year, however they are parted; a year of four digits may come first",
        arguments: [
            ("20/11/2026", "2026-11-20"), ("20/11/26", "2026-11-20"), ("5/1/2026", "2026-01-05"), ("20/11/2026 00:00", "2026-11-20"),
            ("20-11-2026", "2026-11-20"), ("20.11.2026", "2026-11-20"), ("20 11 2026", "2026-11-20"), ("5/1/98", "1998-01-05"),
            ("20/11/2026 10:30:00", "2026-11-20"), ("20/11/2026 à 14h30", "2026-11-20"), ("2026-11-20", "2026-11-20"), ("2026/11/20", "2026-11-20"),
            ("2026-1-5", "2026-01-05"), ("2026-11-20T00:00:00", "2026-11-20"), ("2026-11-20 10:15:00.000", "2026-11-20"),
            ("2026-11-20T00:00:00Z", "2026-11-20"), ("2026-11-20T00:00:00.000+01:00", "2026-11-20"), ("20 novembre 2026", "2026-11-20"),
            ("1er mai 2026", "2026-05-01"), ("vendredi 20 novembre 2026", "2026-11-20"), ("20-nov.-26", "2026-11-20"), ("20 nov. 2026", "2026-11-20"),
            ("3 juil. 2026", "2026-07-03"), ("3 juin 2026", "2026-06-03"), ("12 août 2026", "2026-08-12"), ("1 DÉCEMBRE 2026", "2026-12-01"),
        ])
    func days(text: String, day: String) throws {
        #expect(try WrittenDay.read(text).description == day)
    }

    @Test(
        "What is no day, or may be two, is refused: month and day are never swapped",
        arguments: [
            "11/20/2026", "31/02/2026", "20/11", "20/11/2026/1", "20/11-2026", "46346", "20261120", "hier", "", "2026-11-19T23:00:00Z",
            "20/11/2026 25h", "20/11/026", "20/n/2026", "20 ma 2026", "0/1/2026", "20/11/2026 matin", "２０/11/2026", "99999999999/1/2026",
        ])
    func noDays(text: String) {
        #expect(throws: Rejection.self) { try WrittenDay.read(text) }
    }

    @Test(
        "A count may have decimals of zero and thousands apart",
        arguments: [
            ("2", 2), ("2,0", 2), ("2.0", 2), ("2,00", 2), ("0,0", 0), ("1 234", 1_234), ("1\u{202F}234", 1_234), ("1\u{A0}234,00", 1_234), ("007", 7),
            ("2,5", nil), ("1.234", nil), ("2,000", nil), ("-1", nil), ("", nil), ("12 34", nil), ("1e3", nil), (",0", nil), ("99999999999999999999", nil),
        ])
    func counts(text: String, count: Int?) {
        #expect(WrittenCount.read(text) == count)
    }

    @Test(
        "Places, in the words of the trade and INSEE's codes",
        arguments: [
            ("HopCli", Place.healthFacility), ("HosMar", .careHome), ("Logem", .home), ("Autres", .other), ("À l'hôpital", .healthFacility),
            ("Clinique", .healthFacility), ("CHU", .healthFacility), ("à domicile", .home), ("Logement", .home), ("en EHPAD", .careHome),
            ("Maison de retraite", .careHome), ("Voie publique", .publicSpace), ("sur la voie publique", .publicSpace), ("non renseigné", .unknown),
            ("INCONNU", .unknown), ("careHome", .careHome), ("Établissement de santé", .healthFacility),
        ])
    func places(word: String, place: Place) {
        #expect(Place(word: word) == place)
    }

    @Test(
        "Causes, in the words of the trade; « covid » alone is no cause",
        arguments: [
            ("Covid-19 confirmé", Cause.covidConfirmed), ("covid confirmée", .covidConfirmed), ("suspicion de Covid-19", .covidSuspected),
            ("covid suspecté", .covidSuspected), ("Autre cause", .other), ("hors covid", .other), ("non Covid-19", .other), ("non renseignée", .unknown),
            ("inconnue", .unknown), ("covidSuspected", .covidSuspected), ("Covid", nil), ("covid 19", nil), ("grippe", nil),
        ])
    func causes(word: String, cause: Cause?) {
        #expect(Cause(word: word) == cause)
    }

    @Test("Every place and cause is known by its own French name")
    func ownNames() {
        for place in Place.allCases { #expect(Place(word: place.french) == place && Place(word: place.rawValue) == place) }
        for cause in Cause.allCases { #expect(Cause(word: cause.french) == cause && Cause(word: cause.rawValue) == cause) }
    }

    @Test(
        "The language that is preferred is spoken",
        arguments: [
            (nil, Language.english), ("fr", .french), ("fr-FR,fr;q=0.9,en-US;q=0.8", .french), ("en-US,en;q=0.9,fr;q=0.1", .english), ("de, fr;q=0.5", .french),
            ("*", .english), ("en;q=0.1, fr;q=0", .english), ("fr;q=", .english), (";;,,q=1", .english), ("FR-ca", .french),
        ] as [(String?, Language)])
    func languages(header: String?, language: Language) {
        #expect(Language(acceptLanguage: header) == language)
    }

    @Test("A refusal is told in French, with what differs in its place")
    func refusals() {
        #expect(FrenchRefusals.text("after today in the commune, 2026-11-23") == "après aujourd’hui dans la commune, le 23/11/2026")
        #expect(
            FrenchRefusals.text("not a whole number from 0 to 10,000 (column G, “deaths”)")
                == "n’est pas un nombre entier de 0 à 10 000 (colonne G, « deaths »)")
        #expect(FrenchRefusals.text("the first row lacks occurredOn, deaths") == "il manque à la première ligne : date du décès, nombre de décès")
        #expect(
            FrenchRefusals.text("a quote within a value that is not quoted, at row 7, column A")
                == "un guillemet dans une valeur qui n’est pas entre guillemets, ligne 7, colonne A")
        #expect(FrenchRefusals.text("nobody ever says this") == nil)
    }
}
