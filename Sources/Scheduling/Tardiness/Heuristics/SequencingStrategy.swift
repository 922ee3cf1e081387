import Race

extension Tardiness {
  /// Sequencing rules one after the other: the first solution in microseconds.
  struct SequencingStrategy: Strategy {
    let name: String
    private let instance: Instance
    private let rules: [SequencingRule]

    /// Beyond this, rules that are quadratic or worse take longer than a first solution may.
    static let quadraticLimit = 5_000

    /// Only this rule.
    init(_ instance: Instance, rule: SequencingRule) {
      name = rule.rawValue
      self.instance = instance
      rules = [rule]
    }

    /// The best of the fast rules.
    init(_ instance: Instance) {
      name = "sequencing rules"
      self.instance = instance
      let fast = [Self.quickRule(of: instance)]
      let good: [SequencingRule] = instance.isUnweighted ? [.mdd, .psk, .mddc] : [.edd, .wmdd, .atc]
      rules = fast + (instance.jobCount <= Self.quadraticLimit ? good : [])
    }

    /// By the rule that is quick at any size.
    static func quickSolution(of instance: Instance) -> Solution {
      let jobs = SequencingJobs(instance)
      return jobs.solution(of: quickRule(of: instance).order(of: jobs))
    }

    private static func quickRule(of instance: Instance) -> SequencingRule { instance.isUnweighted ? .edd : .wspt }

    func run(on scoreboard: Scoreboard<Solution>) {
      let jobs = SequencingJobs(instance)
      // There is to be a solution at any limit: what the rule comes to when it is stopped at once.
      if instance.jobCount > Self.quadraticLimit, rules[0].isSlow {
        scoreboard.offer(jobs.solution(of: rules[0].order(of: jobs) { true }), from: rules[0].rawValue)
      }
      for rule in rules where !scoreboard.shouldStop {
        let solution = jobs.solution(of: rule.order(of: jobs) { scoreboard.shouldStop })
        if solution.totalTardiness < scoreboard.bestObjective { scoreboard.offer(solution, from: rule.rawValue) }
      }
    }
  }
}
