import Basics
import Testing

@testable import Solving

/// Which tasks each kind of neighbourhood frees. Task numbers, places in a resource's list and places in its sequence
/// differ on purpose: whoever takes one for another frees the wrong tasks.
@Suite struct NeighbourhoodGeneratorTests {
  private typealias Shape = TaskSchedule.Shape

  /// Tasks 0 to 35 in shuffled order of time on three machines, one after the other without idle time on each; task 36
  /// has no duration and no choice. By machine, the sequence of its tasks.
  private struct Sample {
    var sequences: [[Int]]
    var schedule: TaskSchedule

    init(_ random: inout RandomSource) {
      var numbers = Array(0..<36)
      numbers.shuffle(using: &random)
      sequences = (0..<3).map { machine in Array(numbers[12 * machine..<12 * (machine + 1)]) }
      var durations = [Int](repeating: 0, count: 37)
      var starts = [Int](repeating: 0, count: 37)
      for sequence in sequences {
        var time = 0
        for task in sequence {
          durations[task] = random.within(1...9)
          starts[task] = time
          time += durations[task]
        }
      }
      // Each task can run on any machine, for another time on each; on its own one it takes the second mode.
      var modes = durations.map { [Shape.Mode(duration: $0 + 20, resources: [0]), .init(duration: $0, resources: [])] }
      for (machine, sequence) in sequences.enumerated() {
        for task in sequence { modes[task][1] = .init(duration: durations[task], resources: [machine]) }
      }
      modes[36] = [.init(duration: 0, resources: [])]
      let related = (0..<37).map { task in task == 36 ? [] : [(task + 5) % 36] }
      schedule = TaskSchedule(
        Shape(modes: modes, resourceCount: 3, related: related),
        Schedule(starts: starts, modes: [Int](repeating: 1, count: 36) + [0]))
    }

    func runs(_ task: Int, in period: ClosedRange<Int>) -> Bool {
      schedule.starts[task] <= period.upperBound && schedule.end(of: task) > period.lowerBound
    }
  }

  private func forEachDraw(
    _ kind: NeighbourhoodKind, _ body: (Sample, Double, [Int]) throws -> Void
  ) rethrows {
    var random = RandomSource(seed: 5)
    for _ in 0..<60 {
      let sample = Sample(&random)
      let generator = NeighbourhoodGenerator(sample.schedule)
      for share in [0.1, 0.3, 0.7, 1] {
        let isFree = generator.draw(kind, share: share, &random)
        #expect(isFree.count == 37 && !isFree[36])
        let freed = isFree.indices.filter { isFree[$0] }
        #expect(!freed.isEmpty && freed.count <= 36)
        if kind != .resourceWindows {
          #expect(freed.count <= max(2, Int((share * 36).rounded())), "\(kind) frees no more than it is asked to")
        }
        try body(sample, share, freed)
      }
    }
  }

  /// A task that is left out, or takes no time as it is, is freed as well where it could be done otherwise.
  @Test func whatHasAChoiceIsFreed() {
    let modes: [[Shape.Mode]] = [
      [.init(duration: 3, resources: [0])],
      [.init(duration: 2, resources: [0]), .init(duration: 0, resources: [])],
      [.init(duration: 0, resources: [])],
    ]
    let schedule = TaskSchedule(
      Shape(modes: modes, resourceCount: 1, related: [[], [], []]), Schedule(starts: [0, 0, 3], modes: [0, 1, 0]))
    var random = RandomSource(seed: 6)
    #expect(NeighbourhoodGenerator(schedule).draw(.random, share: 1, &random) == [true, true, false])
    #expect(schedule.shape.movableCount == 2)
  }

  @Test func sequencesHoldTheUsersByStart() {
    var random = RandomSource(seed: 4)
    let sample = Sample(&random)
    #expect(sample.schedule.sequences == sample.sequences)
    let middle = sample.sequences[1][5]
    #expect(Set(sample.schedule.neighbours(of: middle)) == [sample.sequences[1][4], sample.sequences[1][6]])
    #expect(sample.schedule.neighbours(of: sample.sequences[2][0], within: 2) == Array(sample.sequences[2][1...2]))
  }

  /// Sequences, resources and durations are those of the modes, and what takes no time in its mode is nowhere.
  @Test func aScheduleSaysWhatATaskUses() {
    let first = TaskSchedule(shape, Schedule(starts: [0, 4, 0, 7], modes: [0, 0, 0, 0]))
    #expect(first.sequences == [[0, 1], [2, 3]] && first.durations == [4, 3, 2, 5])
    let second = TaskSchedule(shape, Schedule(starts: [0, 4, 2, 7], modes: [2, 0, 0, 0]))
    #expect(second.sequences == [[1], [0, 2, 3]] && second.durations == [2, 3, 2, 5] && second.end(of: 0) == 2)
    #expect(second.resources[0] == [1] && second.neighbours(of: 0) == [2])
    let instant = Shape(
      modes: [[.init(duration: 0, resources: [0]), .init(duration: 1, resources: [0])]], resourceCount: 1,
      related: [[]])
    #expect(instant.movableCount == 1)
    #expect(TaskSchedule(instant, Schedule(starts: [0])).sequences == [[]])
    #expect(TaskSchedule(instant, Schedule(starts: [0], modes: [1])).sequences == [[0]])
  }

  @Test func aTimeWindowFreesWhatRunsInOnePeriod() {
    forEachDraw(.timeWindow) { sample, _, freed in
      // From the end of the freed task that ends first to the start of the one that starts last, everything is free.
      let opening = freed.map { sample.schedule.end(of: $0) }.min()! - 1
      let closing = freed.map { sample.schedule.starts[$0] }.max()! - 1
      guard opening <= closing else { return }
      let running = (0..<36).filter { sample.runs($0, in: opening...closing) }
      // Of those under way when it opens some may stay, to keep to the size; all that start inside are free.
      #expect(Set(running.filter { sample.schedule.starts[$0] > opening }).isSubset(of: freed))
    }
  }

  @Test func resourceWindowsAreStretchesOfEachSequence() {
    var differing = 0
    forEachDraw(.resourceWindows) { sample, share, freed in
      var firsts: [Int] = []
      for sequence in sample.sequences {
        let places = sequence.indices.filter { freed.contains(sequence[$0]) }
        #expect(places.count == max(2, Int((share * 12).rounded())))
        #expect(places == Array(places[0]...places[places.count - 1]))
        firsts.append(places[0])
      }
      if Set(firsts).count > 1 { differing += 1 }
    }
    #expect(differing > 60, "each machine has its window at another place")
  }

  @Test func someResourcesAreFreedAsAWhole() {
    forEachDraw(.resources) { sample, share, freed in
      let counts = sample.sequences.map { sequence in sequence.count { freed.contains($0) } }
      #expect(counts.count { 0 < $0 && $0 < 12 } <= 1, "at most the last machine is freed in part")
      #expect(freed.count == max(2, Int((share * 36).rounded())))
    }
  }

  @Test func aCriticalStretchHasCriticalTasksAndTheirNeighbours() {
    forEachDraw(.criticalStretch) { sample, _, freed in
      let critical = Set(sample.schedule.criticalTasks)
      #expect(!critical.isDisjoint(with: freed))
      for task in freed where !critical.contains(task) {
        #expect(!critical.isDisjoint(with: sample.schedule.neighbours(of: task, within: 4)))
      }
    }
  }

  @Test func connectedTasksHangTogether() {
    forEachDraw(.connected) { sample, _, freed in
      var reached: Set<Int> = [freed[0]]
      var open = [freed[0]]
      while let task = open.popLast() {
        for other in freed where !reached.contains(other) {
          let isNext =
            sample.schedule.neighbours(of: task).contains(other) || (task + 5) % 36 == other
            || (other + 5) % 36 == task
          if isNext, reached.insert(other).inserted { open.append(other) }
        }
      }
      #expect(reached.count == freed.count)
    }
  }

  @Test func randomTasksAreAsManyAsAsked() {
    var seen = Set<Int>()
    forEachDraw(.random) { _, share, freed in
      #expect(freed.count == max(2, Int((share * 36).rounded())))
      seen.formUnion(freed)
    }
    #expect(seen.count == 36)
  }

  /// Two machines; 0 and 1 on the first, 2 and 3 on the second, 1 before 3. 2 has slack. 0 has two more modes: shorter,
  /// and on the other machine.
  private let shape = Shape(
    modes: [
      [.init(duration: 4, resources: [0]), .init(duration: 3, resources: [0]), .init(duration: 2, resources: [1])],
      [.init(duration: 3, resources: [0])], [.init(duration: 2, resources: [1])],
      [.init(duration: 5, resources: [1])],
    ], resourceCount: 2, related: [[], [3], [], [1]])

  @Test func criticalTasksFormChainsWithoutIdleTime() {
    func critical(_ starts: [Int], _ mode: Int = 0) -> [Int] {
      TaskSchedule(shape, Schedule(starts: starts, modes: [mode, 0, 0, 0])).criticalTasks
    }
    #expect(critical([0, 4, 0, 7]) == [0, 1, 3])
    #expect(critical([0, 4, 0, 8]) == [3], "idle time cuts the chain")
    #expect(critical([0, 4, 5, 7]) == [0, 1, 2, 3])
    #expect(critical([0, 4, 0, 7], 1) == [1, 3], "in its other mode, 0 ends before 1 starts")
    #expect(critical([0, 4, 2, 7], 2) == [1, 3], "on the other machine, 0 binds 2 only, which has slack")
    #expect(critical([0, 4, 5, 7], 2) == [1, 2, 3])
  }
}
