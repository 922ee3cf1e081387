import Testing

@testable import dovetail_verify

@Suite struct OwnProblemTests {
  private let five = bytes("id,lower,upper,size\na,0,3,4\nb,3,9,4\nc,0,9,4\nd,0,9,4\n")

  private func judged(_ offsets: [Int], _ conclusion: Conclusion?, _ question: [String: Int] = [:]) -> String? {
    let solution = JSON.object(["offsets": .list(offsets.map { .number($0) })])
    return try? verify(
      MemoryProblem(five, question: question), solution: solution, bound: nil, proof: ownProof([], conclusion))
  }

  @Test func theLargestLoadProvesAHeight() {
    #expect(judged([0, 0, 4, 8], .optimal(12)) == "optimal 12")
    #expect(judged([0, 0, 4, 8], .optimal(12), ["capacity": 12]) == "optimal 12")
    #expect(judged([0, 0, 4, 9], .optimal(13)) == nil)
    #expect(judged([0, 0, 3, 8], .optimal(12)) == nil)
    #expect(judged([0, 0, 4, 8], .optimal(11)) == nil)
    #expect(judged([0, 0, 4, 8], .bound(12)) == nil)
    #expect(judged([0, 0, 4, 8], nil) == nil)
    #expect(judged([0, 4, 8], .optimal(12)) == nil)
    #expect(judged([0, 0, 4, -8], .optimal(12)) == nil)
  }

  @Test func buffersThatDoNotFitAreInfeasible() throws {
    func isInfeasible(_ capacity: Int, _ conclusion: Conclusion) -> Bool {
      (try? verify(
        MemoryProblem(five, question: ["capacity": capacity]), solution: nil, bound: nil,
        proof: ownProof([], conclusion)))
        == "infeasible"
    }
    #expect(isInfeasible(11, .infeasible))
    #expect(!isInfeasible(12, .infeasible))
    #expect(!isInfeasible(11, .bound(11)))
  }

  @Test func gapsAlignmentsAndFixedOffsetsCount() throws {
    let problem = try MemoryProblem(
      bytes("size,id,start,end,gaps,alignment,offset\n4,a,0,9,3-4 7-7,,-1\n6,b,3,4,,3,3\n"), question: [:])
    func height(_ offsets: [Int]) -> [Int]? {
      try? problem.objective(of: .object(["offsets": .list(offsets.map { .number($0) })]))
    }
    #expect(height([0, 3]) == [9])
    #expect(height([5, 3]) == [9])
    #expect(height([0, 0]) == nil)
    #expect(refutes(problem, below: [9], []))
    #expect(!refutes(problem, below: [10], []))
    #expect(throws: Unreadable.self) { try MemoryProblem(bytes("id,lower,upper,size,alias\n"), question: [:]) }
    #expect(throws: Unreadable.self) { try MemoryProblem(bytes("id,lower,upper,size\na,4,3,1\n"), question: [:]) }
  }

  @Test func malformedLinesAreRejected() throws {
    func isRead(_ bytes: [UInt8]) -> Bool {
      guard let reader = try? ProofReader(bytes: ProofReader.magic + bytes) else { return false }
      var lines = OwnLines(reader)
      return (try? lines.conclusion()) != nil
    }
    #expect(isRead([64, 2, 3, 4, 4, 0, 2]))
    #expect(!isRead([64, 2, 3, 4]))
    #expect(!isRead([64, 3, 3, 4, 4, 0, 2, 9, 9]))
    #expect(!isRead([2, 0, 0, 4, 0, 2]))
    #expect(!isRead([64, 0, 4, 0, 2, 0]))
    #expect(!isRead([64, 255, 255, 255, 255, 127, 1, 4, 0, 2]))
    #expect(!isRead([64, 1, 128, 0, 4, 0, 2]))
    #expect(!isRead([4, 3, 0]))
  }

  @Test func textsShowTheirProblem() throws {
    #expect(try ownProblem(five, nil, [:]) is MemoryProblem)
    #expect(try ownProblem(bytes("2\n3 4\n5 6\n"), nil, [:]) is TardinessProblem)
    #expect(try ownProblem(bytes("{\"nodes\": [], \"pods\": []}"), nil, [:]) is PodsProblem)
    #expect(
      try ownProblem(bytes("{\"pms\": [{\"numas\": [{\"cpu\": 1, \"mem\": 1}]}], \"vms\": []}"), nil, [:])
        is ReschedulingProblem)
    #expect(try ownProblem(bytes("2 2\n0 3 1 4\n1 3 0 4\n"), nil, [:]) == nil)
    #expect(try ownProblem(bytes("2\n3 4\n5 6\n"), "jobshop", [:]) == nil)
  }
}
