/// Writes how a town hall is called.
public enum TownHall {
    /// Returns a town hall's name: « Mairie de Lannion », « Mairie d’Allineuc », « Mairie du Vieux-Bourg », « Mairie des Champs-Géraux ».
    /// Before an H stands « de », since a name does not tell whether the H is silent.
    ///
    /// Before an H stands « de »: whether one is silent, a name does not tell.
    public static func name(of commune: String) -> String { "Mairie \(Self.of(commune))" }

    /// Returns a place's name with the preposition: « de Lannion », « d’Allineuc », « du Vieux-Bourg », « des Champs-Géraux ».
    public static func of(_ place: String) -> String {
        if place.hasPrefix("Le ") { return "du \(place.dropFirst(3))" }
        if place.hasPrefix("Les ") { return "des \(place.dropFirst(4))" }
        let letters = place.lowercased()
        guard let first = letters.first else { return "de" }
        let isVowel = self.vowels.contains(first)
        // Yffiniac and Yvignac, not Yoncq.
        let isSyllable = first == "y" && letters.dropFirst().first.map { !self.vowels.contains($0) } ?? false
        return isVowel || isSyllable ? "d’\(place)" : "de \(place)"
    }

    private static let vowels = Set("aàâäæeéèêëiîïoôöœuùûü")
}
