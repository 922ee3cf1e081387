import Basics
import FoundationEssentials
import Scheduling
import Testing

/// The checker against one that walks from moment to moment, on random schedules of random instances.
@Suite struct ScheduleOracleTests {
  private static var seeds: Int {
    ProcessInfo.processInfo.environment["DOVETAIL_RANDOM_SCHEDULES"].flatMap { Int($0) } ?? 250
  }

  @Test func bothCheckersAgree() throws {
    var valid = 0
    var broken: [String: Int] = [:]
    for seed in 0..<Self.seeds {
      let random = RandomSchedule(seed: UInt64(seed))
      for solution in candidates(of: random, seed: UInt64(seed)) {
        let expected = ScheduleClock.levels(solution, of: random.description)
        do {
          let objective = try GeneralSchedule.check(solution, of: random.instance)
          #expect(objective.levels == expected, "seed \(seed): \(solution.tasks) of \(random.description)")
          valid += 1
        } catch {
          #expect(expected == nil, "seed \(seed): \(error) in \(solution.tasks) of \(random.description)")
          broken[rule(error.description), default: 0] += 1
        }
      }
    }
    #expect(valid > Self.seeds && broken.values.reduce(0, +) > 5 * Self.seeds)
    for rule in Self.rules {
      #expect(broken[rule, default: 0] > 0, "no schedule breaks: \(rule)")
    }
  }

  /// Placements that tasks can have alone, all together, and some that are then moved a little.
  private func candidates(of random: RandomSchedule, seed: UInt64) -> [GeneralSchedule.Solution] {
    let horizon = random.deadline ?? 8
    let enumeration = ScheduleEnumeration(random.instance, horizon: horizon)
    var source = RandomSource(seed: seed)
    var found: [GeneralSchedule.Solution] = []
    for _ in 0..<20 { if let solution = enumeration.candidate(&source) { found.append(solution) } }
    for _ in 0..<20 {
      var tasks = enumeration.choices.map { choices in choices.isEmpty ? nil : choices[source.below(choices.count)] }
      if source.chance(50) {
        let task = source.below(tasks.count)
        switch source.below(4) {
        case 0: tasks[task]?.start -= source.within(-1...1)
        case 1: tasks[task]?.end += source.within(-1...1)
        case 2: tasks[task]?.mode += source.within(-1...1)
        default: tasks[task] = nil
        }
      }
      found.append(.init(tasks))
    }
    return found
  }

  /// A part of each message that no other one has.
  private static let rules = [
    "it is not optional", "is frozen in mode", "it is frozen", "and it has", "before it starts",
    "starts at #, before #", "starts at #, after #", "ends at #, before #", "ends at #, after #",
    "before the release", "after the deadline", "has a break from", "and its processing", "may not idle", "at one time",
    "comes next after",
    "comes after", "needs a setup", "never idle", "are held at", "are consumed", "below", "above",
    "which may not be where", "which may", "which must start", "which must end", "not on the same resources",
    "are both on", "is not the next one", "comes before", "must be all or none", "must be all, as",
    "must be at least one", "must be exactly one", "must be none", "in a ring",
  ]

  private func rule(_ message: String) -> String {
    let plain = message.split(separator: " ").map { word in
      word.allSatisfy { $0.isNumber || $0 == "," || $0 == "-" } ? (word.last == "," ? "#," : "#") : String(word)
    }.joined(separator: " ")
    return Self.rules.first { plain.contains($0) } ?? plain
  }
}
