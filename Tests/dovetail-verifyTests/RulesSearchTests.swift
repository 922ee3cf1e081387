import Glibc
import Testing

@testable import dovetail_verify

/// Proofs of random small shops and projects by a search that knows nothing: it splits domains and writes whatever steps
/// the checker takes, needed or not.
struct RulesSearchTests {
  private struct Writer {
    var proof = Bytes()
    var random: Generator
    var clauses = 0
    let statement: Statement

    func bytes(_ step: Step) -> [UInt8] {
      var bytes = [step.op] + Bytes.n(step.constraint)
      if step.op == Op.bounds || step.op == Op.unit { return bytes }
      if step.op == Op.joint {
        bytes = [step.op, 1] + Bytes.n(step.list[0])
      } else {
        bytes += Bytes.z(step.from) + Bytes.z(step.to)
      }
      if step.op == Op.ordered { bytes += Bytes.n(step.task) }
      return bytes + Bytes.optional(step.literal.map(Self.literal))
    }

    static func literal(_ atom: Atom) -> [UInt8] {
      let x = atom.code >> 1
      return atom.code & 1 == 0 ? Bytes.atLeast(x, atom.value) : Bytes.atMost(x, -atom.value)
    }

    mutating func randomStep(_ checker: Checker) -> Step {
      let op = [Op.bounds, Op.bounds, Op.window, Op.ordered, Op.unusable, Op.joint][random.number(0...5)]
      var step = Step(op: op, constraint: random.number(0...checker.model.entries.count - 1))
      step.list = [step.constraint]
      step.from = random.number(0...6)
      step.to = step.from + random.number(1...6)
      step.task = random.number(0...statement.tasks.count - 1)
      if random.chance(80) {
        let x = random.number(0...checker.state.count - 1)
        let atom = Atom(code: 2 * x, value: checker.state.lower(x) + 1)
        step.literal = random.chance(50) ? atom : Atom(code: 2 * x + 1, value: 1 - checker.state.upper(x))
      }
      return step
    }

    /// Writes clauses until one says that not all of the decisions hold.
    mutating func refute(_ root: Checker, _ decisions: [Atom]) {
      var checker = root
      for atom in decisions { checker.state.raise(atom) }
      var steps: [[UInt8]] = []
      func run(_ step: Step) {
        if checker.state.isCrossed { return }
        var trial = checker
        guard (try? trial.run(step)) != nil else { return }
        checker = trial
        steps.append(bytes(step))
      }
      for _ in 0..<3 {
        for _ in 0..<15 { run(randomStep(checker)) }
        for constraint in checker.model.entries.indices { run(Step(op: Op.bounds, constraint: constraint)) }
      }
      if !checker.state.isCrossed {
        let open = (0..<checker.state.count).filter { checker.state.lower($0) < checker.state.upper($0) }
        if open.isEmpty {
          for constraint in checker.model.entries.indices { run(Step(op: Op.joint, list: [constraint])) }
        } else {
          let x = open[random.number(0...open.count - 1)]
          let atom = Atom(code: 2 * x, value: random.number(checker.state.lower(x) + 1...checker.state.upper(x)))
          refute(root, decisions + [atom])
          let first = clauses
          refute(root, decisions + [atom.negated])
          steps.append([32] + Bytes.n(clauses - first + 1))
          steps.append([32] + Bytes.n(1))
        }
      }
      proof.a(decisions.map { Self.literal($0.negated) }, steps)
      clauses += 1
    }

    mutating func write() throws {
      var checker = try Checker(statement, below: statement.upper[0] + 1, isNoting: false)
      for (c, constraint) in statement.constraints.enumerated() {
        guard case .noOverlap(let list) = constraint else { continue }
        for i in list {
          for j in list where i < j {
            proof.line(16, [i, j, c])
            try checker.define(Definition(op: Op.order, numbers: [i, j, c]), line: 0)
          }
        }
      }
      for _ in 0..<20 {
        let step = randomStep(checker)
        var trial = checker
        guard (try? trial.run(step)) != nil, !trial.state.isCrossed else { continue }
        checker = trial
        checker.state.commit()
        proof.u(bytes(step))
      }
      refute(checker, [])
    }
  }

  private func shop(_ random: inout Generator, _ b: Int, durations: [Int]) -> Statement {
    let tasks = durations.enumerated().map { k, duration in
      Task(
        start: .variable(k + 1), duration: .number(duration), end: .sum([k + 1: 1], duration), presence: nil, name: "")
    }
    var constraints: [Constraint] = []
    for k in stride(from: 0, to: 4, by: 2) {
      constraints.append(.precedence(before: k, after: k + 1, delay: 0, conditions: []))
      constraints.append(.linear(.sum([0: -1, k + 2: 1], durations[k + 1]), .atMost, conditions: []))
    }
    if random.chance(50) {
      constraints += [.noOverlap([0, 2]), .noOverlap([1, 3])]
    } else {
      let demands = (0..<4).map { _ in Form.number(random.number(1...3)) }
      constraints.append(.cumulative([0, 1, 2, 3], demands: demands, capacity: .number(4)))
    }
    let statement = Statement(
      domains: [ClosedRange<Int>](repeating: 0...b - 1, count: 5), tasks: tasks, constraints: constraints)
    statement.objective = .variable(0)
    return statement
  }

  @Test func proofsOfASearchVerifyAndTrim() throws {
    for seed in 1...25 as ClosedRange<UInt64> {
      var random = Generator(state: seed)
      let durations = (0..<4).map { _ in random.number(1...3) }
      let copy = random
      func statement(_ b: Int) -> Statement {
        var random = copy
        return shop(&random, b, durations: durations)
      }
      let best = try #require((1...13).first { !statement($0).solutions.isEmpty }) - 1
      if best == 0 { continue }
      var writer = Writer(random: random, statement: statement(best))
      try writer.write()
      writer.proof.optimal(best)
      let bytes = writer.proof.bytes
      #expect(refusal(bytes, statement(best), below: best, claim: .optimal(best)) == nil, "seed \(seed)")
      #expect(refusal(bytes, statement(best + 1), below: best + 1, claim: .optimal(best)) != nil, "seed \(seed)")
      let path = "/tmp/dovetail-verify-\(getpid())-\(seed).proof"
      let out = path + ".trimmed"
      defer { for file in [path, out] { unlink(file) } }
      let file = try #require(fopen(path, "wb"))
      fwrite(bytes, 1, bytes.count, file)
      fclose(file)
      let whole = try checkProof(at: path, of: statement(best), below: best, trim: out)
      let trimmed = try checkProof(at: out, of: statement(best), below: best)
      #expect(trimmed.conclusion == .optimal(best) && trimmed.clauses <= whole.clauses, "seed \(seed)")
    }
  }
}
