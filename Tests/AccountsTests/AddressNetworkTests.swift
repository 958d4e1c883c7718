import Accounts
import Testing

@Suite("Networks of addresses")
struct AddressNetworkTests {
    @Test(
        "Addresses of one household, office or server are one network",
        arguments: [
            ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("[::ffff:192.0.2.1]", "192.0.2.1"), ("2001:db8:1:200::1", "2001:db8:1:2ff::9"),
            ("2001:db8:1:200::1", "2001:0DB8:0001:02ab:0:0:0:1"), ("fe80::1%eth0", "fe80::2"), ("nonsense", ""), ("1.2.3", "127.1"),
        ])
    func same(a: String, b: String) { #expect(AddressNetwork(a) == AddressNetwork(b)) }

    @Test(
        "Others are others",
        arguments: [
            ("192.0.2.1", "192.0.2.2"), ("2001:db8:1:200::1", "2001:db8:1:300::1"), ("192.0.2.1", "::1"), ("nonsense", "192.0.2.1"),
            ("::192.0.2.1", "192.0.2.1"),
        ])
    func other(a: String, b: String) { #expect(AddressNetwork(a) != AddressNetwork(b)) }

    @Test("A text of any length is read at no cost")
    func long() {
        #expect(AddressNetwork(String(repeating: "[", count: 1_000_000)) == AddressNetwork(""))
        #expect(
            "\(AddressNetwork("2001:db8:1:2ff::9"))" == "2001:db8:1:200::/56" && "\(AddressNetwork("192.0.2.1"))" == "192.0.2.1"
                && "\(AddressNetwork("x"))" == "unknown")
    }
}
