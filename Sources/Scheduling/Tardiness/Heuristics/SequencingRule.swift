extension Tardiness {
  /// A constructive heuristic: a sequence from the jobs' data, without search.
  ///
  /// Those of the 2025 study are defined as in its authors' program, ties included: Çetinkaya, Büyüktahtakın, Shojaee,
  /// Reddy 2025, "Discovering heuristics with large language models (LLMs) for mixed-integer programs: single-machine
  /// scheduling". Those that know no weights order weighted jobs as if all weights were 1.
  enum SequencingRule: String, CaseIterable, Sendable {
    case spt, edd, wspt, mdd, wmdd, atc, psk, nbr, eddc, mddc, panneerselvam
    case augmentedMDD = "augmented-mdd"
    case augmentedMDDC = "augmented-mddc"

    var summary: String {
      switch self {
      case .spt: "shortest processing time first"
      case .edd: "earliest due date first (Jackson 1955)"
      case .wspt: "shortest processing time for each unit of weight first (Smith 1956)"
      case .mdd: "modified due date: least max(t + p, d) next (Baker, Bertrand 1982)"
      case .wmdd: "weighted modified due date: least max(p, d - t) / w next (Kanet, Li 2004)"
      case .atc: "apparent tardiness cost, k = 2 (Vepsalainen, Morton 1987)"
      case .psk: "forward pass with local dominance (Panwalkar, Smith, Koulamas 1993)"
      case .nbr: "net benefit of relocation, from the last place back (Holsenback, Russell 1992)"
      case .eddc: "insertion from SPT towards EDD past jobs that stay early (Çetinkaya et al. 2025)"
      case .mddc: "modified due date with size penalties (Çetinkaya et al. 2025)"
      case .panneerselvam: "greatest (R - d) / p next, R being the work left (Panneerselvam 2006)"
      case .augmentedMDD: "mdd, after each job the best move to the end (Bean, Hall 1985; Çetinkaya et al. 2025)"
      case .augmentedMDDC: "mddc, after each job the best move to the end (Bean, Hall 1985; Çetinkaya et al. 2025)"
      }
    }

    /// Whether it takes more than a sort.
    var isSlow: Bool { ![.spt, .edd, .wspt].contains(self) }

    /// A permutation of the jobs' indices; what is not placed when `shouldStop` says so comes in the order of a list.
    ///
    /// - Complexity: O(n log n) for spt, edd and wspt, O(n³) for nbr and the augmented rules, O(n²) for the others.
    func order(of jobs: SequencingJobs, shouldStop: () -> Bool = { false }) -> [Int] {
      let all = Array(0..<jobs.count)
      switch self {
      case .spt: return all.sorted { (jobs.times[$0], $0) < (jobs.times[$1], $1) }
      case .edd: return all.sorted { (jobs.dueDates[$0], $0) < (jobs.dueDates[$1], $1) }
      case .wspt: return all.sorted { Self.isSteeper($0, $1, jobs) }
      case .mdd, .wmdd, .atc, .mddc, .panneerselvam: return dispatch(jobs, shouldStop)
      case .psk: return Self.forwardPass(jobs, shouldStop)
      case .nbr: return Self.relocations(jobs, shouldStop)
      case .eddc: return Self.guardedInsertion(jobs, shouldStop)
      case .augmentedMDD: return Self.augmented(Self.mdd.order(of: jobs, shouldStop: shouldStop), jobs, shouldStop)
      case .augmentedMDDC: return Self.augmented(Self.mddc.order(of: jobs, shouldStop: shouldStop), jobs, shouldStop)
      }
    }

    /// Greater w / p first, compared in products of full width; ties by number.
    private static func isSteeper(_ left: Int, _ right: Int, _ jobs: SequencingJobs) -> Bool {
      let a = jobs.weights[left].multipliedFullWidth(by: jobs.times[right])
      let b = jobs.weights[right].multipliedFullWidth(by: jobs.times[left])
      return (b.high, b.low, left) < (a.high, a.low, right)
    }
  }
}
