import Foundation
import Testing

/// Which test holds Vigie against each golden vector. A vector that nobody claims fails here.
@Suite struct GoldenCoverageTests {
    private static let keys: [String: String] = [
        "series_low": "FarringtonTests.agreesWithR", "series_high": "FarringtonTests.agreesWithR", "range_1based": "FarringtonTests.agreesWithR",
        "farrington_low_noufaily_nbPlugin": "FarringtonTests.agreesWithR",
        "farrington_high_noufaily_nbPlugin": "FarringtonTests.agreesWithR",
        "ears_sparse": "DetectorTests.earsAgreesWithRWhereDeathsAreRare",
        "ears_sparse_C1_minSigma0": "DetectorTests.earsAgreesWithRWhereDeathsAreRare",
        "ears_sparse_C1_minSigma0.5": "DetectorTests.earsAgreesWithRWhereDeathsAreRare",
        "ears_sparse_C2_minSigma0": "DetectorTests.earsAgreesWithRWhereDeathsAreRare",
        "ears_sparse_C2_minSigma0.5": "DetectorTests.earsAgreesWithRWhereDeathsAreRare",
        "glr_x": "DetectorTests.generalizedLikelihoodRatioAgreesWithR", "glr_mu0": "DetectorTests.generalizedLikelihoodRatioAgreesWithR",
        "glrpois_value": "DetectorTests.generalizedLikelihoodRatioAgreesWithR",
        "glrpois_alarm": "DetectorTests.generalizedLikelihoodRatioAgreesWithR",
        "lrcusum_theta_log1.5_value": "DetectorTests.likelihoodRatioAgreesWithR", "lrcusum_alarm": "DetectorTests.likelihoodRatioAgreesWithR",
        "eb_cases": "DetectorTests.smoothingAgreesWithR", "eb_pop": "DetectorTests.smoothingAgreesWithR",
        "ebest": "DetectorTests.smoothingAgreesWithR", "ebest_ab": "SmallAreaTests.thePriorAgreesWithR",
        "eblocal_nb_rook_3x4_0based": "DetectorTests.smoothingAgreesWithR", "eblocal": "DetectorTests.smoothingAgreesWithR",
        "momo_y": "EuroMOMOTests.agreesWithR", "momo_coef_int_s_c_wk": "EuroMOMOTests.agreesWithR", "momo_od": "EuroMOMOTests.agreesWithR",
        "momo_last20_P": "EuroMOMOTests.agreesWithR", "momo_last20_se": "EuroMOMOTests.agreesWithR", "momo_last20_z": "EuroMOMOTests.agreesWithR",
        "bh_p": "DetectorTests.falseDiscoveryAgreesWithR", "bh_adj": "DetectorTests.falseDiscoveryAgreesWithR",
        "by_adj": "DetectorTests.falseDiscoveryAgreesWithR",
        "nowcast_triangle": "DetectorTests.theNowcastAgreesWithItsFormula", "nowcast_cumPi": "DetectorTests.theNowcastAgreesWithItsFormula",
        "nowcast_point_zero_handled": "DetectorTests.theNowcastAgreesWithItsFormula",
        "stp_counts_days_x_communes": "DetectorTests.scansAgreeWithTheirFormulas", "stp_zone_0based": "DetectorTests.scansAgreeWithTheirFormulas",
        "stp_duration_last_days": "DetectorTests.scansAgreeWithTheirFormulas", "stp_C_mu_A": "DetectorTests.scansAgreeWithTheirFormulas",
        "stp_logGLR": "DetectorTests.scansAgreeWithTheirFormulas", "ebp_score_same_cylinder": "DetectorTests.scansAgreeWithTheirFormulas",
    ]
    /// What says where the vectors come from, and is none itself.
    private static let remarks: Set<String> = ["versions", "note"]

    private static let files: [String: String] = [
        "series/franceMetro1996_2005.csv": "FarringtonTests.agreesWithROnWholeSeries",
        "series/franceMetro1996_2005__farringtonFlexible_noufaily_nb_b5.csv": "FarringtonTests.agreesWithROnWholeSeries",
        "series/salmNewport.csv": "FarringtonTests.agreesWithROnWholeSeries",
        "series/salmNewport__farringtonFlexible_noufaily_nb_b5.csv": "FarringtonTests.agreesWithROnWholeSeries",
        "series/dep56_daily.csv": "DetectorTests.earsAgreesWithROnMorbihan",
        "series/dep56_daily__earsC_C1.csv": "DetectorTests.earsAgreesWithROnMorbihan",
        "series/dep56_daily__earsC_C2.csv": "DetectorTests.earsAgreesWithROnMorbihan",
        "scan/morbihan_cluster__input.csv": "ScanTests.agreesWithROnMorbihan", "scan/morbihan_cluster__golden.csv": "ScanTests.agreesWithROnMorbihan",
        "scan/morbihan_cluster__injected.csv": "ScanTests.theInjectedClusterIsFound",
        "scan/france_departements_2020W09_W14__input.csv": "ScanTests.agreesWithROnTheWaveOf2020",
        "scan/france_departements_2020W09_W14__golden.csv": "ScanTests.agreesWithROnTheWaveOf2020",
        "scan/france_departements_geo__input.csv": "ScanTests.agreesWithROnTheWaveOf2020",
    ]

    private static let here = URL(filePath: #filePath).deletingLastPathComponent()
    /// Where the vectors were made, beside the project; not part of the repository.
    private static let origin = here.appending(path: "../../../shared/design/golden", directoryHint: .isDirectory).standardized
    private static let isOriginThere = FileManager.default.fileExists(atPath: origin.path)

    private func names(under folder: URL) throws -> Set<String> {
        let enumerator = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        let depth = folder.standardizedFileURL.pathComponents.count
        return Set(
            enumerator.compactMap { $0 as? URL }.filter { !$0.pathExtension.isEmpty }.map {
                $0.standardizedFileURL.pathComponents.dropFirst(depth).joined(separator: "/")
            })
    }

    @Test func everyKeyIsClaimed() throws {
        #expect(Set(try GoldenFile.statistics().keys) == Set(Self.keys.keys).union(Self.remarks))
    }

    @Test func everyFileIsClaimed() throws {
        // Series lie beside one another here.
        let claimed = Set(Self.files.keys.map { $0.hasPrefix("series/") ? String($0.dropFirst(7)) : $0 })
        #expect(try self.names(under: Self.here.appending(path: "Golden")) == claimed.union(["statistics.json"]))
    }

    @Test func everyClaimIsThatOfATest() throws {
        for claim in Set(Self.keys.values).union(Self.files.values) {
            let parts = claim.split(separator: ".").map(String.init)
            let source = String(decoding: try Data(contentsOf: Self.here.appending(path: "\(parts[0]).swift")), as: UTF8.self)
            #expect(source.contains("func \(parts[1])("), "\(claim) is no test")
        }
    }

    @Test(.enabled(if: isOriginThere, "the folder where the golden vectors were made is not on this machine"))
    func theCopiesAreThoseOfTheOrigin() throws {
        let names = try self.names(under: Self.origin).subtracting(["README.md"])
        #expect(names == Set(Self.files.keys).union(["statistics.json"]))
        for name in names {
            let copy = name.hasPrefix("series/") ? String(name.dropFirst(7)) : name
            #expect(
                try Data(contentsOf: Self.origin.appending(path: name)) == Data(contentsOf: Self.here.appending(path: "Golden/\(copy)")),
                "\(name) differs from its origin")
        }
    }
}
