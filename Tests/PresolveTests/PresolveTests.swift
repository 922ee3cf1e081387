import Basics
import Presolve
import Statements
import Testing

@Suite struct PresolveTests {
  /// Models of each flavour; the same seeds for all rules.
  static func models(_ count: UInt64) -> [(label: Comment, data: ModelData)] {
    var models: [(label: Comment, data: ModelData)] = []
    for flavour in RandomStatements.Flavour.allCases {
      for seed in 0..<count {
        guard let data = try? RandomStatements(seed: seed, flavour).model.validated() else { continue }
        models.append(("\(flavour) \(seed)", data))
      }
    }
    return models
  }

  @Test(arguments: [true, false])
  func allRulesKeepTheOptimum(keepsAllSolutions: Bool) {
    var options = PresolveOptions()
    options.keepsAllSolutions = keepsAllSolutions
    var checked = 0
    var counts: [PresolveReport.Rule: Int] = [:]
    for (label, data) in Self.models(150) {
      guard let report = check(data, options, label) else { continue }
      checked += 1
      for rule in PresolveReport.Rule.allCases where report[rule] > 0 { counts[rule, default: 0] += 1 }
    }
    #expect(checked > 600)
    // Each rule has had its turn; symmetries are seldom by chance and have tests of their own.
    let seldom: Set<PresolveReport.Rule> = [.orderedColumns, .packingOrbitopes, .orderedIntervals]
    let idle = PresolveReport.Rule.allCases.filter { counts[$0, default: 0] < 2 && !seldom.contains($0) }
    if !keepsAllSolutions { #expect(idle == []) }
  }

  @Test(arguments: PresolveRule.allCases)
  func eachRuleAloneKeepsTheOptimum(rule: PresolveRule) {
    for (label, data) in Self.models(30) { check(data, PresolveOptions(rules: [rule]), label) }
  }

  @Test func anyRulesKeepTheOptimum() {
    var random = RandomSource(seed: 5)
    for (label, data) in Self.models(60) {
      let rules = Set(PresolveRule.allCases.filter { _ in random.below(2) == 0 })
      check(data, PresolveOptions(workLimit: random.below(2000), rules: rules), "\(label) \(rules)")
    }
  }
}
