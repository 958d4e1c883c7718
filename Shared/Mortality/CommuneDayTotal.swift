/// Bounds how many deaths all declarations together may tell of a commune and day.
public enum CommuneDayTotal {
    /// 100,000, far more than any commune has ever had: what would go beyond is an error of whoever declares, and must not
    /// reach sums that it could overflow. A department has fewer than 1,000 communes, so its day stays below 10⁸ and its
    /// seven days below 10⁹, which 32 bits hold.
    public static let most = 100_000
}
