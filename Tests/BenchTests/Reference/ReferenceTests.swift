import Testing

@testable import Bench

@Suite struct ReferenceTests {
  @Test func valuesAreFoundBesideTheInstance() throws {
    let scratch = Scratch()
    scratch.write(
      "instance,jobs,lb,ub\nft06,6,55,55\n\"wt40.txt#1\",40,913,\nA.1048,1,,7\npsp2,1,infeasible,infeasible\npods,1,0;2,0;5\n",
      to: "set/bounds.csv")
    let tables = try ReferenceTables()
    let find = { (name: String, mark: String) in
      try tables.reference(of: InstanceFile(at: scratch.write("x", to: "set/" + name) + mark))
    }
    #expect(try find("FT06.txt", "")?.upper == Score(55))
    #expect(try find("wt40.txt", "#1")?.lower == Score(913))
    #expect(try find("wt40.txt", "#1")?.upper == nil)
    #expect(try find("A.1048.csv", "")?.upper == Score(7))
    #expect(try find("psp2.sch", "")?.isInfeasible == true)
    #expect(try find("pods.json", "")?.upper == Score(levels: [0, 5]))
    #expect(try find("other.txt", "") == nil)
  }

  @Test(arguments: [
    ("name,lb,ub\n", "t:1: expected a header with instance, lb and ub, found 'name,lb,ub'"),
    ("instance,lb,ub\na,1\n", "t:2: expected as many fields as the header has, found 2"),
    ("instance,lb,ub\na,x,2\n", "t:2: expected a number, found 'x'"),
    ("instance,lb,ub\na,3,2\n", "t:2: the lower bound 3 is above the upper bound 2"),
    ("instance,lb,ub\n\na,1,2\nA,1,2\n", "t:4: the instance 'A' is there twice"),
  ])
  func aMalformedTableIsToldWithItsLine(_ text: String, _ message: String) {
    #expect(throws: BenchError(.data, message)) { try ReferenceTables.parse(text, name: "t") }
  }

  @Test func wrongClaimsAreFound() throws {
    let fake = FakeSolver(Scratch())
    fake.scratch.write("instance,lb,ub\nlow,10,12\nhigh,10,12\nproof,10,12\nright,10,12\n", to: "set/bounds.csv")
    let campaign = try fake.run([
      fake.instance("low", "summary feasible 9 null"), fake.instance("high", "summary feasible 14 13"),
      fake.instance("proof", "summary infeasible null null; exit 1"), fake.instance("right", "summary optimal 11 11"),
    ])
    let found = Contradiction.find(in: campaign)
    #expect(Set(found.map(\.instance)) == ["low", "high", "proof"] && found.count == 3)
    #expect(found[0].text.contains("the solution 9 is below the known bound 10"))
    #expect(found[1].text.contains("the bound 13 is above the known solution 12"))
  }

  @Test func runsAreCheckedAgainstEachOther() throws {
    let fake = FakeSolver(Scratch())
    let path = fake.instance("a", "case $* in *glpk*) summary feasible 20 15;; *) summary optimal 14 14;; esac")
    let found = Contradiction.find(in: try fake.run([path], variants: ["native", "glpk"]))
    #expect(found.map(\.text) == ["the bound 15 of glpk is above the solution 14 of native"])
  }

  @Test func anotherQuestionHasOtherAnswers() throws {
    let fake = FakeSolver(Scratch())
    fake.scratch.write("instance,lb,ub\na,10,12\n", to: "set/bounds.csv")
    let path = fake.instance("a", "summary infeasible null null; exit 1")
    #expect(Contradiction.find(in: try fake.run([path], variants: ["native:capacity=9"])).isEmpty)
  }
}
