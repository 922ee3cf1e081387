import Race
import Shops
import Solving

/// Shops where a task chooses among machines, with a second resource of that kind at most: flexible job shops, workers beside
/// machines, open shops.
struct FlexibleCase: ScheduleCase {
  private let instance: GeneralSchedule.Instance
  private let shop: FlexibleShop
  private let offsets: [Int]

  init?(_ instance: GeneralSchedule.Instance) {
    guard instance.asksForMakespan, instance.hasPlainResources, instance.hasNoWindows, instance.hasPlainTasks,
      instance.hasOnlyMachines, instance.constraints.isEmpty, !instance.tasks.isEmpty,
      instance.tasks.allSatisfy({ $0.modes.allSatisfy { $0.demands.count <= 2 } }), let arcs = instance.plainArcs
    else { return nil }
    var setups: FlexibleShop.Setups?
    if !instance.setups.isEmpty {
      guard let made = Self.setups(of: instance) else { return nil }
      setups = made
    }
    let modes = instance.tasks.flatMap(\.modes)
    self.instance = instance
    offsets = instance.modeOffsets
    shop = FlexibleShop(
      resourceCount: instance.resources.count, choiceOffsets: offsets,
      resources: modes.flatMap { mode in
        // What takes no time occupies nothing.
        (0..<2).map { mode.duration > 0 && $0 < mode.demands.count ? mode.demands[$0].resource : -1 }
      }, durations: modes.map(\.duration),
      arcs: arcs.map { FlexibleShop.Arc(from: $0.before, to: $0.after, lag: $0.lag) }, setups: setups)
  }

  /// One table of kinds for all tasks; nil where pairs are forbidden, or where others than neighbours matter.
  private static func setups(of instance: GeneralSchedule.Instance) -> FlexibleShop.Setups? {
    guard instance.setups.allSatisfy({ !$0.times.joined().contains(nil) && $0.isOfNeighbours }) else { return nil }
    let count = instance.tasks.count
    guard instance.setups.count == 1 else {
      // Each task is a kind of its own.
      guard count <= 300 else { return nil }
      var times = [[Int]](repeating: [], count: instance.resources.count)
      for setups in instance.setups {
        let table = (0..<count * count).map { place in
          if let row = setups.kinds[place / count], let column = setups.kinds[place % count] {
            setups.times[row][column] ?? 0
          } else {
            0
          }
        }
        for machine in setups.machines { times[machine] = table }
      }
      return FlexibleShop.Setups(classCount: count, classes: Array(0..<count), times: times)
    }
    let setups = instance.setups[0]
    let free = setups.times.count
    let table = (setups.times.map { $0.map { $0 ?? 0 } + [0] } + [[Int](repeating: 0, count: free + 1)]).flatMap(\.self)
    return FlexibleShop.Setups(
      classCount: free + 1, classes: setups.kinds.map { $0 ?? free },
      times: instance.resources.indices.map { setups.machines.contains($0) ? table : [] })
  }

  private func schedule(_ candidate: FlexibleShop.Candidate) -> GeneralSchedule.Solution {
    instance.schedule(modes: zip(candidate.choices, offsets).map { $0 - $1 }, starts: candidate.starts)
  }

  private func candidate(_ solution: GeneralSchedule.Solution) -> FlexibleShop.Candidate? {
    guard solution.tasks.allSatisfy({ $0 != nil }) else { return nil }
    return FlexibleShop.Candidate(
      choices: zip(solution.tasks, offsets).map { ($0?.mode ?? 0) + $1 }, starts: solution.tasks.map { $0?.start ?? 0 })
  }

  var methods: CaseMethods {
    CaseMethods(
      schedule: schedule, candidate: candidate,
      search: ("tabu search", { FlexibleShopSearch(shop, seed: $0).run(on: $1) }),
      proof: ("bounds of machine sets", { FlexibleShopBounds(shop).run(on: $0) }))
  }
}

extension GeneralSchedule.Setups {
  /// Whether it is enough to look at neighbours: no detour over another kind is quicker than the direct way.
  var isOfNeighbours: Bool {
    if scope == .neighbours { return true }
    let count = times.count
    return (0..<count).allSatisfy { a in
      (0..<count).allSatisfy { b in
        (0..<count).allSatisfy { c in (times[a][c] ?? 0) <= (times[a][b] ?? 0) + (times[b][c] ?? 0) }
      }
    }
  }
}
