import Basics
import Testing

@testable import Solving

@Suite struct ResultTableTests {
  private func kind(_ text: String, _ name: String) -> String? {
    ForeignFormat.marked(SourceText(name: name, text: text))
  }

  @Test func resultsOfLibrariesAreNamed() {
    let opt = """
      =======================
      Authors  : Somebody
      Instance Set : J30
      Type : SM
      -----------------------
      Paramter  Instance  Makespan  CPU-Time[sec.]
      1  1  43  0.06
      1  2  47  0.11
      """
    let hrs = "Par\tInst\tUB\tLB\n===\n1\t1\t77\t77\n1\t2\t68\t68\n"
    let rows = (1...10).map { "1 \($0) \(40 + $0) 0.1" }.joined(separator: "\n")
    for (text, name) in [
      (opt, "j30opt.sm"), (opt, "x.txt"), (hrs, "j60hrs.sm"), (rows, "table"), ("1 1 43\n1 2 47\n", "psp/c15opt.mm"),
      ("7 8 9\n", "best.res"),
    ] {
      #expect(kind(text, name)?.contains("published results") == true, "\(name)")
    }
  }

  @Test func instancesAreNone() {
    let project = "projects : 1\njobs (incl. supersource/sink ): 3\n- renewable : 1 R\nPRECEDENCE RELATIONS:\n1 1 1 2\n"
    for (text, name) in [
      (project, "j301_1.sm"), (project, "myopt.sm"), ("3 1\n2\n0 0 1 2\n3 1 1 3\n0 0 0\n", "pat1.rcp"),
      ("6 2\n1 1 5\n1 2 6\n1 3 4\n", "jobs.txt"), ("instance,makespan\n1,2\n", "a.csv"),
    ] {
      #expect(kind(text, name) == nil, "\(name)")
    }
  }
}
