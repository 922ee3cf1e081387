import Glibc
import Testing

@testable import dovetail_verify

struct RulesProofTests {
  private func refusal(_ proof: Bytes, _ b: Int = 9) -> Rejection? { refusal(of: proof.bytes, b) }

  private func refusal(of bytes: [UInt8], _ b: Int = 9) -> Rejection? {
    dovetail_verifyTests.refusal(bytes, smallShop(b), below: b, claim: .optimal(9))
  }

  @Test func aProofByHandIsAccepted() { #expect(refusal(smallProof()) == nil) }

  @Test func theSameProofDoesNotShowMore() {
    #expect(refusal(smallProof(), 10) != nil)
    #expect(dovetail_verifyTests.refusal(smallProof().bytes, smallShop(9), below: 9, claim: .optimal(10)) != nil)
  }

  @Test func aTrimmedProofIsShorterAndVerifies() throws {
    let (path, out) = ("/tmp/dovetail-verify-\(getpid()).proof", "/tmp/dovetail-verify-\(getpid()).trimmed")
    defer { for file in [path, out] { unlink(file) } }
    try write(smallProof().bytes, path)
    _ = try checkProof(at: path, of: smallShop(9), below: 9, trim: out)
    let found = try checkProof(at: out, of: smallShop(9), below: 9)
    #expect(found.conclusion == .optimal(9))
    #expect(found.clauses == 2)
    // Two definitions less one, five facts less one that did nothing, no needless clause, a conclusion.
    #expect(found.lines <= 7)
  }

  private func write(_ bytes: [UInt8], _ path: String) throws {
    let file = try #require(fopen(path, "wb"))
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  @Test func textSaysAllOfIt() throws {
    var reader = try ProofReader(bytes: smallProof().bytes)
    var (text, lines) = (ProofText(), [String]())
    while let line = try text.nextLine(&reader) { lines.append(line) }
    #expect(lines[0] == "order 0 2 by 4")
    #expect(lines[6] == "a [x5<=0] : B 7 / B 2 / B 1 / B 3")
    #expect(lines[8] == "a : C 0 / B 7 / B 0 / W 5 2 8")
    #expect(lines[9] == "c optimal 9")
  }

  // MARK: Corrupted ones

  @Test func eachCutIsRejected() {
    let bytes = smallProof().bytes
    for count in bytes.indices { #expect(refusal(of: Array(bytes[..<count])) != nil) }
  }

  @Test func bytesAfterTheConclusionAreRejected() {
    #expect(refusal(of: smallProof().bytes + [0]) != nil)
    #expect(refusal(of: smallProof().bytes + [4, 0, 18]) != nil)
  }

  @Test func aMissingConclusionIsRejected() {
    #expect(refusal(of: smallProof().bytes.dropLast(3)) != nil)
  }

  @Test func aWeakerWindowIsRejected() {
    for (a, b) in [(1, 8), (2, 9), (8, 2), (2, 2), (-(1 << 60), 1 << 60)] {
      var proof = smallProof()
      proof.bytes.removeLast(3 + 1 + 5)
      proof.bytes += Bytes.window(5, a, b) + [0]
      proof.optimal(9)
      #expect(refusal(proof) != nil)
    }
  }

  @Test func randomChangesOfBytesNeverCrashAndNeverShowAWrongBound() {
    var random = Generator(state: 1)
    let good = smallProof().bytes
    // 8 cannot be shown to have no solution below 10: 9 is one.
    for _ in 0..<1_000 {
      var bytes = good
      for _ in 0..<random.number(1...4) {
        let place = random.number(17...bytes.count - 1)
        switch random.number(0...3) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(UInt8(random.number(0...255)), at: place)
        case 2: bytes[place] ^= 1 << UInt8(random.number(0...7))
        default: bytes[place] = UInt8(random.number(0...41))
        }
        if bytes.count < 20 { break }
      }
      #expect(dovetail_verifyTests.refusal(bytes, smallShop(10), below: 10, claim: .optimal(10)) != nil)
      _ = refusal(of: bytes)
    }
  }

  @Test func randomBytesNeverCrash() {
    var random = Generator(state: 2)
    for _ in 0..<1_000 {
      var proof = Bytes()
      for _ in 0..<random.number(0...40) {
        proof.bytes.append(UInt8(random.chance(70) ? random.number(0...41) : random.number(0...255)))
      }
      #expect(refusal(proof) != nil)
    }
  }

  // MARK: The review list

  private func rejected(_ change: (inout Bytes) -> Void, _ reason: String, _ line: Int = 1) {
    var proof = Bytes()
    change(&proof)
    let found = refusal(proof)
    #expect(found?.reason.contains(reason) == true, "\(String(describing: found))")
    #expect(found?.line == line)
  }

  @Test func numbersOfNothingAreRejected() {
    rejected({ $0.u(Bytes.bounds(7)) }, "no constraint 7")
    rejected({ $0.u(Bytes.window(9, 0, 1)) }, "no constraint 9")
    rejected({ $0.a([Bytes.atLeast(5, 1)], []) }, "no variable 5")
    rejected({ $0.u(Bytes.window(4, 0, 1, Bytes.atLeast(9, 1))) }, "no variable 9")
    rejected({ $0.line(16, [0, 9, 4]) }, "no task 9")
    rejected({ $0.line(16, [0, 2, 99]) }, "no constraint 99")
    rejected({ $0.line(17, [4, 0]) }, "no task 4")
    rejected({ $0.u([37] + [2, 2, 2]) }, "no order")
    rejected({ $0.u([41] + [4, 0, 1]) }, "not the two orders")
    rejected({ $0.u([35] + [4, 0, 8, 9, 0]) }, "task 9 is not in")
    rejected({ $0.u([38] + [4, 9, 0]) }, "no task 9")
    rejected({ $0.u([43] + [1, 9, 0]) }, "no constraint 9")
    rejected({ $0.u([39] + [4, 0]) }, "no step")
    rejected({ $0.u([40] + [1, 9, 2, 0]) }, "no constraint 9")
    rejected({ $0.line(20, [5, 0]) }, "no variable 5")
    rejected({ $0.line(19, [1, 9, 2, 0]) }, "no variable 9")
    rejected({ $0.line(18, [1, 10, 2]) }, "no variable 5")
    rejected({ $0.line(23, [4, 0, 1]) }, "no cumulative")
    rejected({ $0.line(22, [2, 0, 0, 1, 4]) }, "stands twice")
    rejected({ $0.line(22, [2, 0, 3, 1, 4]) }, "nothing keeps tasks")
    rejected({ $0.u(Bytes.window(0, 0, 4)) }, "no resource")
    rejected({ $0.u(Bytes.window(4, 4, 4)) }, "window is empty")
  }

  @Test func laterAndDeletedClausesAreRejected() {
    rejected({ $0.u(Bytes.unit(1)) }, "no clause")
    rejected({ $0.u(Bytes.unit(0)) }, "no clause")
    rejected({ $0.line(3, [1, 1]) }, "no clause")
    let trivial = [Bytes.atLeast(0, 0), Bytes.atLeast(1, 0)]
    rejected(
      {
        $0.a(trivial, [])
        $0.line(3, [1, 1])
        $0.a([Bytes.atLeast(0, 3)], [Bytes.unit(1)])
      }, "no clause", 3)
    rejected(
      {
        $0.a(trivial, [])
        $0.line(3, [2, 1, 1])
      }, "no clause", 2)
  }

  @Test func aClauseNeedsACrossing() { rejected({ $0.a([Bytes.atLeast(0, 3)], [Bytes.bounds(0)]) }, "do not cross") }

  @Test func boundsOfAClauseDoNotStay() {
    rejected(
      {
        // Under x1 >= 7 task 1 does not start in time; without, nothing follows.
        $0.a([Bytes.atMost(1, 6)], [Bytes.bounds(0), Bytes.bounds(1)])
        $0.a([], [Bytes.bounds(1)])
      }, "do not cross", 2)
  }

  @Test func aTaskBeforeItselfIsRejected() {
    rejected({ $0.line(16, [0, 0, 4]) }, "before itself")
    rejected({ $0.line(17, [0, 0]) }, "before itself")
  }

  @Test func tasksOfOneJobAreApartByTheirChain() {
    var proof = Bytes()
    proof.line(16, [1, 0, 0])
    proof.bytes += smallProof().bytes[17...]
    // All later numbers are one off, so it does not verify; but the first line was taken.
    #expect((refusal(proof)?.line ?? 0) > 1)
    rejected({ $0.line(16, [0, 3, 4]) }, "nothing keeps tasks")
  }

  @Test func overlongAndOversizedNumbersAreRejected() {
    rejected({ $0.bytes += [1, 33, 0x80, 0x00] }, "longer than it need be")
    rejected({ $0.bytes += [1, 33] + [UInt8](repeating: 0xff, count: 9) + [0x02] }, "more than 64 bits")
    rejected({ $0.bytes += [1, 33] + [UInt8](repeating: 0xff, count: 9) + [0x01] }, "too large")
    rejected({ $0.bytes += [1, 33] + [UInt8](repeating: 0x80, count: 11) }, "more than 64 bits")
    rejected({ $0.bytes += [2] + Bytes.n(1 << 40) }, "elements left")
    rejected({ $0.bytes += [3] + Bytes.n(1 << 40) }, "elements left")
    rejected({ $0.bytes += [22] + Bytes.n(1 << 59) }, "elements left")
    rejected({ $0.bytes += [5] }, "no line with")
    rejected({ $0.bytes += [1, 42] }, "no step with")
  }

  @Test func extremeBoundsNeverTrap() {
    for value in [1 << 30, 1 << 59, 1 << 60, Int.max] {
      for bound in [value, -value, value == Int.max ? Int.min : 1 - value] {
        for literal in [Bytes.atLeast(1, bound), Bytes.atMost(1, bound)] {
          var proof = Bytes()
          proof.a([literal], [Bytes.bounds(0), Bytes.bounds(4), Bytes.window(4, -9, 9)])
          _ = refusal(proof)
          proof = Bytes()
          proof.u(Bytes.window(4, bound < 0 ? bound : -1, bound < 0 ? 1 : bound, literal))
          #expect(refusal(proof) != nil)
          proof = Bytes()
          proof.bytes += [19, 1] + Bytes.n(1) + Bytes.z(bound) + Bytes.z(bound)
          proof.bytes += [20] + Bytes.n(1) + Bytes.z(bound)
          proof.u([40] + [2] + Bytes.n(1) + Bytes.z(bound) + Bytes.n(3) + Bytes.z(bound) + [0])
          #expect(refusal(proof) != nil)
        }
      }
    }
  }

  @Test func multipliersOfInequalitiesAreNotNegative() {
    rejected({ $0.u([40] + [1] + Bytes.n(1) + Bytes.z(-1) + [0]) }, "no equation")
  }

  @Test func aRowSumRefutes() {
    // x2 + 3 <= x0, x1 + 3 <= x2, x0 <= 8: x1 <= 2.
    var proof = Bytes()
    let rows = Bytes.n(1) + Bytes.z(1) + Bytes.n(0) + Bytes.z(1) + Bytes.n(6) + Bytes.z(1)
    proof.u([40, 3] + rows + [1] + Bytes.atMost(1, 2))
    proof.u([40, 3] + rows + [1] + Bytes.atMost(1, 1))
    #expect(refusal(proof)?.line == 2)
  }

  @Test func linesAfterTheEmptyClauseAreReadAndNotRun() {
    let bytes = Array(smallProof().bytes.dropLast(3))
    #expect(refusal(of: bytes + [1] + Bytes.bounds(99) + [4, 0, 18]) == nil)
    #expect(refusal(of: bytes + [1] + [99] + [4, 0, 18]) != nil)
    #expect(refusal(of: bytes + [4, 0, 20]) != nil)
    #expect(refusal(of: bytes) != nil)
  }
}
