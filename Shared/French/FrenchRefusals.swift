import Mortality

/// What is refused, told in French: the refusals of the domain, of the door and of tables, by their English texts.
///
/// A text that is not here is told in English; a test asks the door for every refusal there is.
public enum FrenchRefusals {
    /// The French of a refusal; nil when there is none.
    public static func text(_ english: String) -> String? { self.catalogue.french(english, retelling: self.retell) }

    /// The name of a declaration's field as French tables call it; the name itself when it is another.
    public static func field(_ name: String) -> String { self.fields[name] ?? name }

    /// Fields of a declaration, and the French words that tables may call them by.
    public static let fields: [String: String] = [
        "id": "identifiant", "revision": "révision", "commune": "commune", "occurredOn": "date du décès", "place": "lieu",
        "cause": "cause", "deaths": "nombre de décès", "withdrawn": "retrait", "reason": "motif", "declaration": "déclaration",
    ]

    /// A part of a refusal: a refusal itself, a day, a list of words, or what needs no words.
    private static let retell: Translation.Retelling = { part in
        if let text = FrenchRefusals.text(part) { return text }
        if let day = try? CivilDay(iso: part) { return WrittenDay.short(day) }
        let names = part.components(", ")
        if names.allSatisfy({ FrenchRefusals.fields[$0] != nil }) { return names.map(FrenchRefusals.field).joined(separator: ", ") }
        return part
    }

    private static let catalogue = Translation([
        // Titles of problems.
        "The request is malformed": "La demande est mal formée",
        "A valid API key is needed": "Une clé valide est nécessaire",
        "The key does not reach that far": "La clé ne va pas jusque-là",
        "There is no such thing here": "Cela n’existe pas ici",
        "The address does not take this method": "Cette adresse n’admet pas cette méthode",
        "The body is too large": "L’envoi est trop volumineux",
        "The content type is not taken here": "Ce type de contenu n’est pas admis ici",
        "A value is not admitted": "Une valeur n’est pas admise",
        "As it stands, this cannot be done": "En l’état, ce n’est pas possible",
        "Too many requests": "Trop de demandes",
        "Not available now": "Indisponible pour le moment",
        "Something went wrong here": "Une erreur s’est produite ici",
        "The request is not taken": "La demande n’est pas admise",
        // Keys and limits.
        "send the key as `Authorization: Bearer …`": "envoyez la clé dans l’en-tête « Authorization: Bearer … »",
        "the key is unknown or revoked": "la clé est inconnue ou révoquée",
        "the key may only read": "la clé ne permet que de lire",
        "the key may not declare for commune *": "la clé ne permet pas de déclarer pour la commune $1",
        "there is no commune * in the reference list": "la commune $1 n’est pas dans la liste de référence",
        "there is no such declaration within the key's reach": "cette clé n’atteint aucune déclaration de ce nom",
        "there is no such declaration within the key's reach, or it is still on its way: with ?receipt= the receipt of the 202 tells":
            "cette clé n’atteint aucune déclaration de ce nom, ou elle est encore en route : avec ?receipt=, le reçu de la réponse 202 le dit",
        "send the same again in * s": "renvoyez la même chose dans $1 s",
        "at most * bytes are taken here": "au plus $1 octets sont admis ici",
        "at most * rows are taken at once, empty ones included": "au plus $1 lignes sont admises à la fois, lignes vides comprises",
        "at most * bytes are taken in a row": "au plus $1 octets sont admis par ligne",
        "too many batches are under way": "trop d’envois groupés sont en cours",
        "this key has * batches under way already": "cette clé a déjà $1 envois groupés en cours",
        "keys and communes are not loaded yet": "les clés et les communes ne sont pas encore chargées",
        "no such address: *": "cette adresse n’existe pas : $1",
        "it takes *": "elle admet $1",
        "send it without Content-Encoding": "envoyez le contenu sans Content-Encoding",
        "send * in UTF-8": "envoyez $1 en UTF-8",
        "the body is in UTF-16 or UTF-32: have the spreadsheet save it as “CSV UTF-8”":
            "le fichier est en UTF-16 ou UTF-32 : enregistrez-le dans le tableur au format « CSV UTF-8 »",
        "the body holds bytes that Windows-1252 does not have": "le fichier contient des octets que Windows-1252 n’a pas",
        "a comma or the end of the array is expected": "une virgule ou la fin du tableau JSON est attendue",
        "an array is expected": "un tableau JSON est attendu",
        "*, at line *, column * (byte *)": "$1, à la ligne $2, caractère $3 (octet $4)",
        "not one of conflict, refused": "n’est ni conflict ni refused",
        "not a whole number from 1 to 500": "n’est pas un nombre entier de 1 à 500",
        "not a page of ours": "n’est pas une page de cette liste",
        "it was logged; sending the same again is safe": "l’erreur est consignée ; renvoyer la même chose est sans risque",
        "no queue takes declarations now; send the same again": "aucune file ne prend les déclarations pour le moment ; renvoyez la même chose",
        "the queue of declarations is full; send the same again": "la file des déclarations est pleine ; renvoyez la même chose",
        "the broker takes nothing now; send the same again": "le courtier ne prend rien pour le moment ; renvoyez la même chose",
        "too many declarations are under way; send the same again": "trop de déclarations sont en cours ; renvoyez la même chose",
        "the broker did not confirm in time; send the same again": "le courtier n’a pas confirmé à temps ; renvoyez la même chose",
        "the broker is away; send the same again": "le courtier est absent ; renvoyez la même chose",
        "the ledger cannot be asked now": "le registre ne peut pas être interrogé pour le moment",
        // Values of a declaration.
        "required": "obligatoire",
        "required when there are deaths": "obligatoire quand il y a des décès",
        "required from revision 2 on": "obligatoire à partir de la révision 2",
        "required; or name the table with ?source=, and rows need no id": "obligatoire ; ou nommez le tableau avec ?source=, et les lignes s’en passent",
        "empty": "vide",
        "not a UUID (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx)": "n’est pas un UUID (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx)",
        "the nil UUID identifies nothing": "l’UUID nul n’identifie rien",
        "not a whole number from 1 to 1,000,000": "n’est pas un nombre entier de 1 à 1 000 000",
        "not a whole number from 0 to 10,000": "n’est pas un nombre entier de 0 à 10 000",
        "not a whole number written in digits alone, or too large": "n’est pas un nombre entier écrit en chiffres, ou trop grand",
        "not a whole number": "n’est pas un nombre entier",
        "not an INSEE commune code (five characters, for instance 56260 or 2A004)": "n’est pas un code INSEE de commune (cinq caractères, par exemple 56260 ou 2A004)",
        "the code does not begin with that of a department": "le code ne commence pas par celui d’un département",
        "no commune has the number zero in its department": "aucune commune ne porte le numéro zéro dans son département",
        "not written YYYY-MM-DD": "n’est pas une date écrite AAAA-MM-JJ",
        "not a day written as 20/11/2026 (day, month, year) or 2026-11-20": "n’est pas une date écrite jour/mois/année, comme 20/11/2026, ou 2026-11-20",
        "not a day of the calendar from 1900 to 2200": "n’est pas un jour du calendrier de 1900 à 2200",
        "after today in the commune, *": "après aujourd’hui dans la commune, le $1",
        "before *, the earliest day this key may declare": "avant le $1, premier jour que cette clé peut déclarer",
        "longer than 500 characters": "plus de 500 caractères",
        "holds control characters": "contient des caractères de commande",
        "not one of home, careHome, healthFacility, publicSpace, other, unknown": "n’est aucun de ces mots : \(Place.allCases.map(\.french).joined(separator: ", "))",
        "not one of covidConfirmed, covidSuspected, other, unknown": "n’est aucun de ces mots : \(Cause.allCases.map(\.french).joined(separator: ", "))",
        "not one of true, false": "n’est ni true ni false",
        "not one of true, false, yes, no": "n’est ni oui ni non",
        "not a string but *": "n’est pas un texte mais $1", "not a number but *": "n’est pas un nombre mais $1",
        "not a boolean but *": "n’est pas un booléen mais $1", "not a JSON object but *": "n’est pas un objet JSON mais $1",
        "null": "null", "a boolean": "un booléen", "a number": "un nombre", "a string": "un texte", "an array": "un tableau", "an object": "un objet",
        "unknown; a declaration has only *": "inconnu ; une déclaration n’a que $1",
        // What is taken, and strikes.
        "deaths: *, where the commune never had more than * on one day of its past":
            "nombre de décès : $1, alors que la commune n’en a jamais eu plus de $2 en un jour par le passé",
        "deaths: *, far beyond what * inhabitants let expect of one day": "nombre de décès : $1, bien plus que $2 habitants ne laissent attendre en un jour",
        // Contradictions.
        "revision * was taken with another content; correct it with the next revision and a reason":
            "la révision $1 a été prise avec un autre contenu ; corrigez-la par la révision suivante, avec un motif",
        "edition * of the table was taken with another content; send the corrected table as the next edition":
            "l’édition $1 du tableau a été prise avec un autre contenu ; envoyez le tableau corrigé comme édition suivante",
        // Editions of a table.
        "not a name of 1 to 100 characters": "n’est pas un nom de 1 à 100 caractères",
        "only with source": "seulement avec source",
        "not admitted in a row without id: the table's edition tells it": "n’est pas admis dans une ligne sans identifiant : l’édition du tableau le dit",
        "row * cannot be added to it: *": "la ligne $1 ne peut pas y être ajoutée : $2",
        "rows of the same commune, day, place and cause have more than 10,000 deaths together": "les lignes de mêmes commune, jour, lieu et cause ont ensemble plus de 10 000 décès",
        // Tables.
        "the body holds no row": "l’envoi ne contient aucune ligne",
        "the first row lacks *; without id, name the table with ?source=": "il manque à la première ligne : $1 ; sans identifiant, nommez le tableau avec ?source=",
        "the first row lacks *": "il manque à la première ligne : $1",
        "column *, “*”, is unknown; the first row may have only *": "la colonne $1, « $2 », est inconnue ; la première ligne n’admet que $3",
        "column *, “*”: * comes twice": "la colonne $1, « $2 » : $3 figure deux fois",
        "a line of totals: passed over, not counted": "une ligne de totaux : passée, non comptée",
        "a line of totals: passed over, not counted; it says *, the rows above have * together":
            "une ligne de totaux : passée, non comptée ; elle dit $1, les lignes au-dessus font ensemble $2",
        "more than 64 values": "plus de 64 valeurs",
        "the row is longer than * bytes": "la ligne dépasse $1 octets",
        "not UTF-8: have the spreadsheet save it as “CSV UTF-8”": "n’est pas en UTF-8 : enregistrez-le dans le tableur au format « CSV UTF-8 »",
        "a quote within a value that is not quoted": "un guillemet dans une valeur qui n’est pas entre guillemets",
        "the quote that begins here has no end, so nothing was read from it on": "le guillemet ouvert ici n’est pas refermé : rien n’a été lu au-delà",
        "something follows the quote that ends a value": "quelque chose suit le guillemet qui ferme une valeur",
        "a value in a column that the first row does not name": "une valeur dans une colonne que la première ligne ne nomme pas",
        "*, at row *, column *": "$1, ligne $2, colonne $3",
        "* (column *, “*”)": "$1 (colonne $2, « $3 »)",
    ])
}

extension String {
    fileprivate func components(_ separator: String) -> [String] { self.split(separator: separator).map(String.init) }
}
