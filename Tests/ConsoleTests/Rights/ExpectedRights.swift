/// What each service may do at the broker, deed by deed. It is written from what the services are for, not from `VigieRights`:
/// whatever is not named here the broker must refuse.
enum ExpectedRights {
    static func main(_ user: String) -> Set<String> {
        switch user {
        case "ingest": ["publish vigie.declarations declaration"]
        case "aggregation":
            [
                "publish vigie.events counts.changed.56", "publish vigie.events counts.changed.2A",
                "publish vigie.dead aggregation.declarations", "publish vigie.dead alerting.counts",
                "consume aggregation.declarations", "purge aggregation.declarations",
            ]
        case "alerting":
            [
                "publish vigie.events alert.changed.56", "publish vigie.dead aggregation.declarations", "publish vigie.dead alerting.counts",
                "consume alerting.counts", "purge alerting.counts",
            ]
        case "map-rendering", "portal":
            [
                "declare exclusive \(user).0a1b", "declare \(user).feed", "consume \(user).feed", "purge \(user).feed", "delete \(user).feed",
                "bind \(user).feed vigie.events counts.changed.*", "bind \(user).feed vigie.events alert.changed.*",
                // One of its own, which it may have.
                "declare exchange \(user).0a1b",
            ]
        default: []
        }
    }

    /// In the virtual host of questions. Everybody may send to every queue there: what is asked, and by whom, is checked by who
    /// answers.
    static func rpc(_ user: String) -> Set<String> {
        var deeds: Set = [
            "publish to queue vigie.rpc.aggregation", "publish to queue vigie.rpc.alerting", "publish to queue vigie.rpc.map-rendering", "await replies",
        ]
        if ["aggregation", "alerting", "map-rendering"].contains(user) {
            let queue = "vigie.rpc.\(user)"
            deeds.formUnion(["consume \(queue)", "purge \(queue)", "declare \(queue)", "delete \(queue)"])
        }
        return deeds
    }
}
