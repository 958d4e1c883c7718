/// Deaths per 100,000 inhabitants.
public enum MortalityRate {
    /// The crude rate of a count over a population; `nil` where nobody lives (six communes of Meuse).
    public static func crude(deaths: Int, population: Int) -> Double? {
        population > 0 ? Double(deaths) * 100_000 / Double(population) : nil
    }
}
