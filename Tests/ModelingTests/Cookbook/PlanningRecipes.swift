import GLPKSolver
import Modeling
import Testing

/// Recipes of the cookbook, as they stand there, with answers known otherwise.
@Suite struct PlanningRecipes {
  @Test func rota() throws {
    let model = Model("rota")
    // 0 is a day off, 1 the day shift, 2 the night shift.
    let shifts = (0..<5).map { model.integers(7, in: 0...2, "nurse \($0)") }
    // States: off, or so many days of work in a row, the last of them a day (1 ... 4) or a night (5 ... 8).
    var transitions: [(from: Int, symbol: Int, to: Int)] = []
    for state in 0...8 {
      let daysInRow = state == 0 ? 0 : (state - 1) % 4 + 1
      transitions.append((state, 0, 0))
      if daysInRow < 4, state < 5 { transitions.append((state, 1, daysInRow + 1)) }
      if daysInRow < 4 { transitions.append((state, 2, daysInRow + 5)) }
    }
    for nurse in shifts {
      model.automaton(nurse, states: 9, transitions: transitions, initial: 0, accepting: Array(0...8))
    }
    for day in 0..<7 {
      let onDuty = shifts.map { $0[day] }
      model.add(model.count(of: onDuty, equalTo: 1) >= 2)
      model.add(model.count(of: onDuty, equalTo: 2) == 1)
    }
    let worked = shifts.map { 7 - model.count(of: $0, equalTo: 0) }
    let most = model.maximum(of: worked)
    model.minimize(most)
    let result = try model.solve(workers: 2, timeLimit: 20)
    // Three nurses a day are 21 shifts; with four each, five nurses work 20.
    #expect(result.status == .optimal && result[most] == 5)
    for nurse in shifts {
      let plan = nurse.map { result[$0] }
      #expect(zip(plan, plan.dropFirst()).allSatisfy { $0 != (2, 1) })
      #expect(!plan.split(separator: 0).contains { $0.count > 4 })
    }
  }

  @Test func timetable() throws {
    let model = Model("timetable")
    let lectures = 6
    let hour = model.integers(lectures, in: 0...2, "hour")
    let room = model.integers(lectures, in: 0...1, "room")
    // Two rooms, one lecture at a time in each.
    model.allDifferent((0..<lectures).map { 2 * hour[$0] + room[$0] })
    // Who teaches, or listens, is in one place at a time.
    for group in [[0, 1, 2], [3, 4], [2, 5]] { model.allDifferent(group.map { hour[$0] }) }
    // The large ones fit into room 0 only; lecture 3 cannot be in the last hour.
    for large in [0, 3, 5] { model.add(room[large] == 0) }
    model.table([hour[3], room[3]], rows: [[0, 0], [1, 0]])
    // First years do not wait.
    let waiting = hour[2] + hour[5]
    model.minimize(waiting)
    let result = try model.solve(workers: 2, timeLimit: 20)
    // They hear both, so one of the two is an hour later.
    #expect(result.status == .optimal && result[waiting] == 1)
  }

  @Test func teams() throws {
    let model = Model("teams", horizon: 20)
    let (electricians, helpers) = (["Ada", "Bob"], ["Cyn", "Dan"])
    let jobs = (0..<3).map { model.interval(duration: 2, name: "job \($0)") }
    var diary: [String: [IntervalVar]] = [:]
    for job in jobs {
      for people in [electricians, helpers] {
        let parts = people.map { person in
          let part = model.interval(duration: 2, presence: model.boolean(), name: person)
          diary[person, default: []].append(part)
          return part
        }
        model.alternative(job, of: parts)
      }
    }
    for parts in diary.values { model.noOverlap(parts) }
    let makespan = model.maximum(of: jobs.map(\.end))
    model.minimize(makespan)
    let result = try model.solve(workers: 2, timeLimit: 20)
    // Two teams at a time, three jobs.
    #expect(result.status == .optimal && result[makespan] == 4)
  }

  @Test func goalsInOrder() throws {
    let model = Model("goals")
    // Value first; among the best, the lightest.
    let (values, weights) = ([6, 5, 5, 3], [5, 4, 3, 4])
    let takes = model.booleans(4, "takes")
    let value = sum(of: takes, weights: values)
    let weight = sum(of: takes, weights: weights)
    model.add(weight <= 9)
    let result = try model.optimize([.maximize(value), .minimize(weight)])
    // By hand: no three fit, and no two are worth more than 6 + 5; the second 5 weighs one less.
    #expect(result.status == .optimal && result.objectives == [11, 8])
  }

  @Test func whyNot() throws {
    let model = Model("contradiction", horizon: 8)
    let cut = model.interval(duration: 3, name: "cut")
    let drill = model.interval(duration: 4, name: "drill")
    let paint = model.interval(duration: 2, name: "paint")
    model.named("one machine") { model.noOverlap([cut, drill]) }
    model.named("paint is dry before drilling") { model.precede(paint, drill, delay: 1) }
    model.named("shift ends at 8") {
      for task in [cut, drill, paint] { model.add(task.end <= 8) }
    }
    model.named("cut comes last") { model.precede(drill, cut) }
    let explanation = try model.explainInfeasibility()
    // Paint, wait, drill and cut take 2 + 1 + 4 + 3 = 10. The machine adds nothing.
    #expect(
      Set(explanation?.names ?? []) == ["paint is dry before drilling", "shift ends at 8", "cut comes last"])
  }
}
