/// A moment that one task sets and another reads.
actor LockedInstant {
    private(set) var value: ContinuousClock.Instant?

    func set(_ instant: ContinuousClock.Instant) { value = instant }
}
