import Formats

/// Makes names that sound like communes of France and are none of them.
struct CommuneNames {
    private static let heads = [
        "Aube", "Bris", "Chante", "Clair", "Combe", "Dour", "Écume", "Fonte", "Gran", "Haute", "Jonque", "Lande", "Loré", "Mar", "Mer",
        "Mire", "Mont", "Nébou", "Onde", "Orme", "Pierre", "Plou", "Quers", "Rive", "Roche", "Sable", "Tréma", "Val", "Vent", "Ver",
    ]
    private static let tails = [
        "brune", "bourg", "celles", "champ", "court", "dec", "fort", "gat", "guen", "lac", "leau", "lieu", "ligny", "mare", "mont", "nec",
        "pont", "ran", "rault", "sac", "seuil", "tot", "val", "vel", "ville", "voix",
    ]
    private static let saints = [
        "Aubry", "Brével", "Corneval", "Douenne", "Évroul", "Guéric", "Hermande", "Isoline", "Judicaël", "Léonel", "Mériade", "Nolven",
        "Oriane", "Perrec", "Quentel", "Rogatien", "Sulian", "Tugen", "Ursane", "Venec",
    ]
    private static let places = [
        "-sur-Brume", "-en-Lande", "-la-Grève", "-le-Phare", "-sous-Roche", "-sur-Onde", "-les-Dunes", "-aux-Moines", "-le-Vieux", "-la-Forêt",
    ]

    private var used: Set<String> = []

    /// Returns a name that was never returned before.
    mutating func next(_ random: inout SeededGenerator) -> String {
        while true {
            let name = Self.draw(&random)
            if self.used.insert(name).inserted { return name }
        }
    }

    private static func draw(_ random: inout SeededGenerator) -> String {
        let style = random.unit()
        let plain = self.pick(self.heads, &random) + self.pick(self.tails, &random)
        switch style {
        case ..<0.25: return "Saint-" + self.pick(self.saints, &random) + self.pick(self.places, &random)
        case ..<0.35: return ["Le ", "La ", "Les "][Int(random.next() % 3)] + plain
        case ..<0.55: return plain + self.pick(self.places, &random)
        default: return plain
        }
    }

    private static func pick(_ list: [String], _ random: inout SeededGenerator) -> String { list[Int(random.next() % UInt64(list.count))] }
}
