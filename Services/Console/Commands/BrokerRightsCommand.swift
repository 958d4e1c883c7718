import ArgumentParser
import Messaging
import Runtime

/// Shows what each user may do.
struct BrokerRightsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rights", abstract: "Shows what `vigiectl migrate` lets each user do, as regular expressions over names.")

    @OptionGroup var broker: BrokerArguments

    func run() async throws {
        let rights = VigieRights(main: try self.broker.virtualHost, rpc: try self.broker.rpcHost)
        var table = Table("USER", "VIRTUAL HOST", "CONFIGURE", "WRITE", "READ")
        for one in rights.permissions { table.append(one.user, one.virtualHost, one.configure, one.write, one.read) }
        for one in rights.topicPermissions {
            table.append(one.user, "\(one.virtualHost), keys of \(one.exchange)", "", one.write, one.read)
        }
        print(table.text(orElse: ""))
    }
}
