import Basics
import Testing

@testable import Scheduling

@Suite struct ResourceProjectScheduleSchemeTests {
  private func makespan(_ starts: borrowing Buffer<Int32>, _ instance: ResourceProject.Instance) throws -> Int {
    try ResourceProject.check(ResourceProject.Solution(starts: starts), of: instance).first
  }

  @Test func someListGivesAnOptimumAndNoneBeatsIt() throws {
    var random = RandomSource(seed: 5)
    for _ in 0..<150 {
      let instance = ProjectOracle.randomInstance(count: random.within(1...6), &random)
      let project = ResourceProject.PackedProject(instance)
      let serial = ResourceProject.SerialScheme(project)
      let starts = Buffer<Int32>(repeating: 0, count: project.count)
      var best = Int.max
      for list in ProjectOracle.lists(of: instance) {
        let reported = serial.schedule(list, into: starts.pointer)
        let checked = try makespan(starts, instance)
        #expect(reported == checked)
        best = min(best, checked)
      }
      #expect(best == ProjectOracle.optimum(of: instance))
    }
  }

  @Test func parallelSchemeIsFeasibleForAllPriorities() throws {
    var random = RandomSource(seed: 6)
    for _ in 0..<500 {
      let instance = ProjectOracle.randomInstance(count: random.within(1...12), &random)
      let project = ResourceProject.PackedProject(instance)
      let scheme = ResourceProject.ParallelScheme(project)
      let starts = Buffer<Int32>(repeating: 0, count: project.count)
      let priorities = instance.durations.map { _ in Int32(random.below(6)) }
      let reported = scheme.schedule(priorities, into: starts.pointer)
      #expect(try makespan(starts, instance) == reported)
    }
  }

  @Test func forwardBackwardImprovementNeverWorsens() throws {
    var random = RandomSource(seed: 7)
    var improved = 0
    for _ in 0..<500 {
      let instance = ProjectOracle.randomInstance(count: random.within(1...12), &random)
      let project = ResourceProject.PackedProject(instance)
      let serial = ResourceProject.SerialScheme(project)
      let improvement = ResourceProject.ForwardBackward(project, serial)
      let sampler = ResourceProject.ListSampler(project, priorities: instance.durations.map { _ in 0 })
      let list = Buffer<Int32>(repeating: 0, count: project.count)
      let starts = Buffer<Int32>(repeating: 0, count: project.count)
      sampler.draw(into: list.pointer, &random)
      let before = serial.schedule(list.pointer, into: starts.pointer)
      let after = improvement.improve(starts.pointer, makespan: before)
      #expect(after <= before)
      #expect(try makespan(starts, instance) == after)
      if after < before { improved += 1 }
      // The other schedule that it leaves, as late as possible, is as short.
      let late = Buffer<Int32>(repeating: 0, count: project.count)
      for activity in 0..<project.count {
        late[activity] = Int32(after) - improvement.mirrored[activity] - project.durations[activity]
      }
      #expect(try makespan(late, instance) == after)
    }
    #expect(improved > 10)
  }

  /// The same project in a unit 10⁶ times as fine, whose horizon is too long for tables by time.
  private func inFineUnits(_ instance: ResourceProject.Instance) -> ResourceProject.Instance {
    try! ResourceProject.Instance(
      name: "fine", durations: instance.durations.map { $0 * 1_000_000 }, demands: instance.demands,
      successors: instance.successors, capacities: instance.capacities)
  }

  @Test func orderIsTheSameWithFewTimesAndMany() {
    var random = RandomSource(seed: 11)
    for _ in 0..<200 {
      let instance = ProjectOracle.randomInstance(count: random.within(1...15), &random)
      var lists: [[Int32]] = []
      for (instance, unit) in [(instance, 1), (inFineUnits(instance), 1_000_000)] {
        let project = ResourceProject.PackedProject(instance)
        let serial = ResourceProject.SerialScheme(project)
        let improvement = ResourceProject.ForwardBackward(project, serial)
        var starts = [Int32](repeating: 0, count: project.count)
        let before = serial.schedule(instance.topologicalOrder.map(Int32.init), into: &starts)
        lists.append([Int32(improvement.improve(&starts, makespan: before) / unit)])
        improvement.order(starts, into: &starts)
        lists[lists.count - 1] += starts
      }
      #expect(lists[0] == lists[1])
    }
  }

  @Test func denseAndSparseProfilesGiveTheSameSchedule() {
    var random = RandomSource(seed: 8)
    for _ in 0..<300 {
      let instance = ProjectOracle.randomInstance(count: random.within(1...15), &random)
      let fine = inFineUnits(instance)
      let starts = Buffer<Int32>(repeating: 0, count: instance.activityCount)
      let fineStarts = Buffer<Int32>(repeating: 0, count: instance.activityCount)
      let list = instance.topologicalOrder.map(Int32.init)
      let coarse = ResourceProject.SerialScheme(.init(instance)).schedule(list, into: starts.pointer)
      let makespan = ResourceProject.SerialScheme(.init(fine)).schedule(list, into: fineStarts.pointer)
      #expect(makespan == coarse * 1_000_000)
      #expect((0..<starts.count).allSatisfy { fineStarts[$0] == starts[$0] * 1_000_000 })
    }
  }

  @Test(arguments: [4, 1000, 40_000])
  func packsAnyNumberOfResourcesOfAnySize(_ scale: Int) throws {
    var random = RandomSource(seed: 9)
    for resourceCount in [1, 4, 5, 9] {
      let instance = try ResourceProject.Instance(
        name: "wide", durations: (0..<12).map { _ in random.within(1...5) },
        demands: (0..<12).map { _ in (0..<resourceCount).map { _ in random.within(0...scale) } },
        successors: [[Int]](repeating: [], count: 12),
        capacities: [Int](repeating: scale + scale / 2, count: resourceCount))
      let project = ResourceProject.PackedProject(instance)
      let starts = Buffer<Int32>(repeating: 0, count: 12)
      let reported = ResourceProject.SerialScheme(project).schedule((0..<12).map(Int32.init), into: starts.pointer)
      #expect(try makespan(starts, instance) == reported)
      let priorities = (0..<12).map(Int32.init)
      let parallel = ResourceProject.ParallelScheme(project).schedule(priorities, into: starts.pointer)
      #expect(try makespan(starts, instance) == parallel)
    }
  }

  @Test func sortsKeysOfEveryLength() {
    var random = RandomSource(seed: 10)
    for count in 0..<100 {
      let keys = Buffer<UInt64>((0..<count).map { _ in UInt64(random.below(50)) })
      let expected = (0..<count).map { keys[$0] }.sorted()
      let scratch = Buffer<UInt64>(repeating: 0, count: count)
      withExtendedLifetime(scratch) { ResourceProject.sortKeys(keys.pointer, count, scratch.pointer) }
      #expect((0..<count).map { keys[$0] } == expected)
    }
  }
}
