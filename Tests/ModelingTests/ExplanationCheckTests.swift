import Basics
import Kernel
import TestSupport
import Testing
import UserModels

@testable import Lowering
@testable import Modeling
@testable import Solving

/// Whole solves in which every explanation is checked by its constraint; the first that does not hold ends the program.
@Suite struct ExplanationCheckTests {
  private func prove(_ model: Model, seed: UInt64, conflicts: Int = 400) throws -> Int {
    var searchOptions = SearchOptions()
    searchOptions.seed = seed
    searchOptions.checksExplanations = true
    searchOptions.failureDirected = .alternating
    searchOptions.probingShare = 0.05
    let data = try model.validated()
    var options = Model.Options()
    options.seed = seed
    let progress = Progress(data, options)
    var sessionOptions = KernelSession.Options()
    sessionOptions.probesLowerBound = true
    sessionOptions.jumpsAhead = true
    sessionOptions.conflictLimit = conflicts
    let session = KernelSession(try LoweredModel(data, options: searchOptions), sessionOptions, delegate: progress)
    _ = try session.run()
    return session.conflicts
  }

  @Test func shops() throws {
    var conflicts = 0
    for seed in 1...4 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let (jobs, machines) = (random.within(6...8), random.within(4...6))
      let model = Model()
      let makespan = model.integer(0...300)
      var onMachine = [[IntervalVar]](repeating: [], count: machines)
      for _ in 0..<jobs {
        var previous: IntervalVar?
        for machine in (0..<machines).shuffled(using: &random) {
          let operation = model.interval(start: 0...300, duration: random.within(1...12))
          onMachine[machine].append(operation)
          if let previous { model.precede(previous, operation) }
          previous = operation
        }
        model.add(previous!.end <= makespan)
      }
      for operations in onMachine { model.noOverlap(operations) }
      model.minimize(makespan)
      conflicts += try prove(model, seed: seed)
    }
    #expect(conflicts > 40)
  }

  /// With optional activities, of durations that are chosen, on resources with capacity that may go to waste.
  @Test func projects() throws {
    var conflicts = 0
    for seed in 1...8 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let model = Model()
      let makespan = model.integer(0...60)
      let isChosen = model.boolean()
      var activities: [IntervalVar] = []
      for i in 0..<13 {
        let presence = i == 3 ? isChosen : i == 4 ? !isChosen : nil
        activities.append(
          i % 4 == 1
            ? model.interval(start: 0...60, duration: model.integer(2...6), presence: presence)
            : model.interval(start: 0...60, duration: random.within(1...6), presence: presence))
        if i > 2, random.chance(50) { model.precede(activities[random.below(3)], activities[i]) }
        model.add(activities[i].end <= makespan)
      }
      for _ in 0..<2 {
        model.cumulative(activities, demands: activities.map { _ in random.within(0...5) }, capacity: 7)
      }
      let extra = model.integer(0...3)
      model.cumulative(Array(activities.prefix(7)), demands: (0..<7).map { _ in 2 }, capacity: 2 + extra)
      model.minimize(3 * makespan + 4 * extra)
      conflicts += try prove(model, seed: seed)
    }
    #expect(conflicts > 100)
  }

  /// Operations that choose one of several machines: on each, intervals that may be absent.
  @Test func machinesToChoose() throws {
    var conflicts = 0
    for seed in 1...2 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let model = Model()
      let makespan = model.integer(0...80)
      var onMachine = [[IntervalVar]](repeating: [], count: 3)
      for _ in 0..<8 {
        var previous: IntervalVar?
        for _ in 0..<2 {
          let operation = model.interval(start: 0...80, duration: model.integer(1...9))
          let choices = onMachine.indices.map { _ in
            model.interval(start: 0...80, duration: random.within(2...9), presence: model.boolean())
          }
          model.alternative(operation, of: choices)
          for machine in onMachine.indices { onMachine[machine].append(choices[machine]) }
          if let previous { model.precede(previous, operation) }
          model.add(operation.end <= makespan)
          previous = operation
        }
      }
      for intervals in onMachine { model.noOverlap(intervals) }
      model.minimize(makespan)
      conflicts += try prove(model, seed: seed, conflicts: 150)
    }
    #expect(conflicts > 100)
  }

  @Test func assignments() throws {
    var conflicts = 0
    for seed in 1...4 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let model = Model()
      let (agents, jobs) = (3, 8)
      let takes = (0..<agents).map { _ in (0..<jobs).map { _ in model.boolean() } }
      for j in 0..<jobs { model.exactlyOne(of: takes.map { $0[j] }) }
      var loads: [LinearExpression] = []
      for row in takes {
        loads.append(sum(of: row.map { random.within(3...9) * $0 }))
        model.add(loads[loads.count - 1] <= 22)
      }
      let bonus = model.element((0..<agents).map { _ in random.within(0...9) }, at: model.integer(0...(agents - 1)))
      model.minimize(
        2 * model.maximum(of: loads) + sum(of: takes.flatMap { $0 }.map { random.within(1...9) * $0 }) - bonus)
      conflicts += try prove(model, seed: seed)
    }
    #expect(conflicts > 50)
  }

  @Test func modelsWithEveryKindOfConstraint() throws {
    for seed in 1...150 as ClosedRange<UInt64> { _ = try prove(RandomModel(seed: seed).model, seed: seed) }
  }
}
