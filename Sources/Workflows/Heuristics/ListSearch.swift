import Basics
import Race

extension Workflow {
  /// List schedules around the best one: its starts are moved by a share of its length, most tasks keep their elements, and
  /// the others go where they, or they and what is behind them, end earliest.
  struct ListSearch: Strategy {
    static let heuristicName = "list-search"

    let name = ListSearch.heuristicName
    private let instance: Instance
    private let seed: UInt64
    private let patience: Int

    /// - Parameter patience: schedules in a row that give nothing better, after which it ends.
    init(_ instance: Instance, seed: UInt64, patience: Int = .max) {
      self.instance = instance
      self.seed = seed
      self.patience = patience
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      var random = RandomSource(seed: seed)
      let known = scoreboard.best?.solution ?? ListRule.heft.solution(of: instance) { scoreboard.shouldStop }
      guard var current = known else { return }
      let tails = restsBehind()
      var idle = 0
      while idle < patience, !scoreboard.shouldStop {
        guard let made = changed(current, tails, &random, shouldStop: { scoreboard.shouldStop }) else { return }
        idle += 1
        if made.objective > current.objective { continue }
        if made.objective < current.objective { idle = 0 }
        current = made
        if made.objective < scoreboard.bestObjective { scoreboard.offer(made, from: name) }
        if idle % Self.exchange == 0, let best = scoreboard.best?.solution, best.objective < current.objective {
          current = best
        }
      }
    }

    /// Steps after which better schedules of others are taken over.
    private static let exchange = 50

    /// By task and element, what is behind the end of the task there at least; nothing where that takes too long.
    private func restsBehind() -> [[Int]] {
      let groups = ElementGroups(instance)
      guard hasWindows(instance, groups) else { return [] }
      let windows = Windows(instance, groups)
      let groupOf = groups.groupOfElement
      return instance.elements.enumerated().map { task, elements in
        var places = [Int](repeating: 0, count: groups.count)
        for (place, group) in groups.ofTask[task].enumerated() { places[group] = windows.tails[task][place] }
        return elements.map { places[groupOf[$0]] }
      }
    }

    private func changed(
      _ solution: Solution, _ tails: [[Int]], _ random: inout RandomSource, shouldStop: () -> Bool
    ) -> Solution? {
      let count = instance.tasks.count
      let length = Double(max(1, solution.starts.max() ?? 0))
      var keys = solution.starts.map(Double.init)
      let width = length * (random.chance(50) ? 0.02 : 0.2) * random.unit()
      if random.chance(50) {
        for task in 0..<count { keys[task] += width * (random.unit() - 0.5) }
      } else {
        for _ in 0...random.below(4) { keys[random.below(count)] += length * (random.unit() - 0.5) }
      }
      let kept = [50, 90, 98][random.below(3)]
      let looksBehind = !tails.isEmpty && random.chance(50)
      var schedule = ListSchedule(instance)
      var list = ReadyList(instance, priorities: keys.map { -$0 })
      while let task = list.next() {
        let elements = instance.elements[task]
        if elements.count == 1 || random.chance(kept) {
          let element = solution.elements[task]
          schedule.place(task, on: element, at: schedule.earliestStart(of: task, on: element))
          continue
        }
        if shouldStop() { return nil }
        var (chosen, start, least) = (elements[0], 0, Int.max)
        for (place, element) in elements.enumerated() {
          let begin = schedule.earliestStart(of: task, on: element)
          let rest = looksBehind ? tails[task][place] : 0
          let end = begin + instance.duration(of: task, on: element) + rest
          if end < least { (chosen, start, least) = (element, begin, end) }
        }
        schedule.place(task, on: chosen, at: start)
      }
      return schedule.solution
    }
  }
}
