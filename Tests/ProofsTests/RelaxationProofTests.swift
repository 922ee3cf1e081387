import Basics
import Problems
import Race
import Solving
import Testing
import UserModels

@testable import dovetail_verify

@Suite("Proofs with a linear relaxation: its multipliers are steps R") struct RelaxationProofTests {
  /// Two of three vertices cover a triangle; half of each row, so 1.5, is what the relaxation says, rounded up.
  private static let triangle = """
    dovetail-model 1
    bool x0
    bool x1
    bool x2
    linear -x0 - x1 + 1 <= 0
    linear -x1 - x2 + 1 <= 0
    linear -x0 - x2 + 1 <= 0
    minimize x0 + x1 + x2

    """

  /// By hand: the rows add up to 3 - 2 (x0 + x1 + x2) <= 0, and twice z = x0 + x1 + x2 makes 3 - 2z of it.
  @Test func multipliersAreThoseByHand() throws {
    let run = try prove(UserModel.self, try ModelProofTests.model(Self.triangle))
    #expect(run.outcome == .complete(claim: "optimal 2"))
    #expect(try verify(run.bytes, of: Self.triangle, "model", below: 2) == .optimal(2))
    let lines = try ProofLines(run.bytes)
    // Constraint 3 is the objective's bound, 4 the definition of variable 3.
    let sum = try #require(lines.all.first { $0.op == Op.rows && $0.conclusion == [6, 2] })
    #expect(sum.summands == [0: 1, 1: 1, 2: 1, 4: 2])
  }

  /// Each multiplier of that step is as large as it has to be: by hand, one more or less leaves 0 in some corner.
  @Test(arguments: [-1, 1]) func anotherMultiplierIsRejected(change: Int) throws {
    let run = try prove(UserModel.self, try ModelProofTests.model(Self.triangle))
    let lines = try ProofLines(run.bytes)
    #expect(lines.bytes == run.bytes)
    let place = try #require(lines.all.firstIndex { $0.op == Op.rows && $0.conclusion == [6, 2] })
    for k in 0..<4 {
      var changed = lines
      changed.all[place].numbers[2 + 2 * k] += change
      #expect(throws: Rejection.self) { try verify(changed.bytes, of: Self.triangle, "model", below: 2) }
    }
  }

  /// More pigeons than holes: the rows add up to what cannot be. Clauses alone would need a million lines.
  @Test("pigeons, in rows and in clauses", arguments: [false, true]) func pigeons(inClauses: Bool) throws {
    let (pigeons, holes) = (12, 11)
    var text = "dovetail-model 1\n" + (0..<(pigeons * holes)).map { "bool x\($0)\n" }.joined()
    for pigeon in 0..<pigeons {
      let own = (0..<holes).map { "x\(pigeon * holes + $0)" }
      text +=
        inClauses
        ? "clause [\(own.joined(separator: ", "))]\n" : "linear -\(own.joined(separator: " - ")) + 1 <= 0\n"
    }
    for hole in 0..<holes {
      let all = (0..<pigeons).map { "x\($0 * holes + hole)" }
      text +=
        inClauses
        ? "atMostOne [\(all.joined(separator: ", "))]\n" : "linear \(all.joined(separator: " + ")) - 1 <= 0\n"
    }
    let run = try prove(UserModel.self, try ModelProofTests.model(text))
    #expect(run.result.status == .infeasible)
    #expect(try verify(run.bytes, of: text, "model", below: nil) == .infeasible)
    let lines = try ProofLines(run.bytes)
    let sum = try #require(lines.all.first { $0.op == Op.rows && $0.conclusion.isEmpty })
    #expect(sum.summands.count == pigeons + holes)
    #expect(Set(sum.summands.values.map(\.magnitude)).count == 1)
    // Most are the pairs of atMostOne.
    #expect(lines.all.count < 10_000)
  }

  /// Equations, both sides of one sum, rows with conditions, negative and wide variables, an objective that is a sum, a
  /// variable, or nothing.
  @Test("random integer programs, the optimum by trying all values", arguments: 0..<40) func random(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let count = 4 + random.below(3)
    func form(_ constant: Int) -> String {
      let terms = (0..<count).map { ($0, random.within(-5...6)) }.filter { $0.1 != 0 && random.below(3) > 0 }
      return terms.map { "\($0.1 < 0 ? "-" : "+") \($0.1.magnitude) x\($0.0)" }.joined(separator: " ")
        .trimming() + " \(constant < 0 ? "-" : "+") \(constant.magnitude)"
    }
    var text = "dovetail-model 1\n"
    for x in 0..<count {
      let low = random.within(-2...0)
      text += random.below(2) == 0 ? "bool x\(x)\n" : "int x\(x) \(low)..\(low + 1 + random.below(3))\n"
    }
    text += "bool x\(count)\nbool x\(count + 1)\n"
    for _ in 0..<(2 + random.below(4)) { text += "linear \(form(random.within(-4...6))) <= 0\n" }
    if random.below(2) == 0 { text += "linear \(form(random.within(-3...3))) <= 0 if [x\(count), !x\(count + 1)]\n" }
    if random.below(2) == 0 { text += "linear \(form(random.within(-3...3))) = 0 if [x\(count + 1)]\n" }
    if random.below(2) == 0 {
      let relation = ["<=", "=", "!="][random.below(3)]
      text += "reified !x\(count + 1) form \(form(random.within(-3...3))) \(relation) 0\n"
    }
    text += "clause [x\(count), x\(count + 1)]\n"
    if random.below(3) == 0 { text += "linear \(form(random.within(-3...3))) = 0\n" }
    if random.below(3) == 0 { text += "linear x0 + x1 - 1 <= 0\nlinear -x0 - x1 <= 0\n" }
    if random.below(4) > 0 {
      let objective = random.below(4) == 0 ? "x\(random.below(count))" : form(random.within(-9...9))
      text += "\(["minimize", "maximize"][random.below(2)]) \(objective)\n"
    }
    let run = try prove(
      UserModel.self, try ModelProofTests.model(text), workers: 1 + seed % 2, seed: UInt64(seed))
    let statement = try readStatement(instance: Array(text.utf8), name: "model", problem: "model", limit: nil)
    if run.result.status == .infeasible {
      #expect(enumerate(statement) == nil)
      #expect(try verify(run.bytes, of: text, "model", below: nil) == .infeasible)
    } else {
      #expect(run.result.status == .optimal)
      let optimum = statement.objective == nil ? 0 : run.result.objective?.first
      if statement.objective != nil { #expect(optimum == enumerate(statement)) }
      _ = try verify(run.bytes, of: text, "model", below: optimum)
    }
  }
}

extension String {
  /// A form begins without a plus, and with its minus next to the term.
  fileprivate func trimming() -> String {
    hasPrefix("+ ") ? String(dropFirst(2)) : hasPrefix("- ") ? "-" + dropFirst(2) : "0"
  }
}

/// A proof as lines and steps whose numbers can be changed.
private struct ProofLines {
  struct Line {
    var op: UInt8
    var numbers: [Int]

    /// Of R, multipliers by constraint.
    var summands: [Int: Int] {
      var all: [Int: Int] = [:]
      for k in stride(from: 1, to: 1 + 2 * numbers[0], by: 2) { all[numbers[k]] = numbers[k + 1] }
      return all
    }
    /// Of R, code and bound.
    var conclusion: [Int] { Array(numbers.dropFirst(2 + 2 * numbers[0])) }
  }

  /// A fact and its step are two of them, and so are a clause and each of its steps.
  var all: [Line] = []

  init(_ bytes: [UInt8]) throws {
    var reader = try ProofReader(bytes: bytes)
    var step = Step()
    while let op = try reader.nextLine() {
      switch op {
      case Op.fact:
        try reader.readStep(into: &step)
        all += [Line(op: op, numbers: []), Line(op: step.op, numbers: reader.numbers)]
      case Op.clause:
        try reader.readFields(op)
        all.append(Line(op: op, numbers: reader.numbers))
        while try reader.readNextStep(into: &step) { all.append(Line(op: step.op, numbers: reader.numbers)) }
        all.append(Line(op: 0, numbers: []))
      case Op.conclude:
        switch try reader.readConclusion() {
        case .optimal(let value): all.append(Line(op: op, numbers: [0, value]))
        case .bound(let value): all.append(Line(op: op, numbers: [1, value]))
        default: all.append(Line(op: op, numbers: [2]))
        }
      default:
        try reader.readFields(op)
        all.append(Line(op: op, numbers: reader.numbers))
      }
    }
  }

  var bytes: [UInt8] {
    var bytes = ProofReader.magic
    for line in all {
      bytes.append(line.op)
      if line.op == Op.conclude {
        bytes.appendNatural(line.numbers[0])
        for value in line.numbers.dropFirst() { bytes.appendInteger(value) }
        continue
      }
      var place = -1
      Op.walk(line.op) { field in
        place += 1
        switch field {
        case .signed, .bound, .coefficient, .multiplier: bytes.appendInteger(line.numbers[place])
        default: bytes.appendNatural(line.numbers[place])
        }
        return line.numbers[place]
      }
    }
    return bytes
  }
}
