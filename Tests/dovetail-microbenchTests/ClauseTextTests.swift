import Basics
import Testing

@testable import dovetail_microbench

@Suite struct ClauseTextTests {
  private func read(_ text: String) throws -> ClauseText { try ClauseText(SourceText(name: "f.cnf", text: text)) }

  private func message(_ text: String) -> String {
    do {
      _ = try read(text)
      return "no error"
    } catch { return "\(error)" }
  }

  @Test func clausesMayShareLinesAndGoOverSeveral() throws {
    let formula = try read("c a comment\np cnf 3 3\n1 -2 0 2\n3\n0\nc another\n-1 0\n")
    #expect(formula.variableCount == 3)
    #expect(formula.clauses == [[1, -2], [2, 3], [-1]])
  }

  @Test func nothingIsReadBehindThePercentSignOfOldFiles() throws {
    #expect(try read("p cnf 2 1\n 1 2 0\n%\n0\n\n").clauses == [[1, 2]])
  }

  @Test func formulasWithoutClausesAndClausesWithoutLiterals() throws {
    #expect(try read("p cnf 0 0\n").clauses.isEmpty)
    #expect(try read("p cnf 1 1\n0\n").clauses == [[]])
  }

  @Test func mistakesAreNamedWithTheirLine() {
    #expect(message("") == "f.cnf:0: expected a line 'p cnf VARIABLES CLAUSES', found the end of the file")
    #expect(message("1 2 0\n") == "f.cnf:1: expected a line 'p cnf VARIABLES CLAUSES', found '1 2 0'")
    #expect(message("p cnf 2\n").hasPrefix("f.cnf:1: expected a line"))
    #expect(message("p cnf 2 -1\n").hasPrefix("f.cnf:1: expected the number of clauses"))
    #expect(message("p cnf 2 1\n1 3 0\n").hasPrefix("f.cnf:2: expected a literal from -2 to 2, found '3'"))
    #expect(message("p cnf 2 1\n1 x 0\n").hasPrefix("f.cnf:2: expected a literal (an integer)"))
    #expect(message("p cnf 2 1\n1 2\n").hasPrefix("f.cnf:2: expected a 0 at the end of the last clause"))
    #expect(message("p cnf 2 2\n1 2 0\n").hasPrefix("f.cnf:2: expected 2 clauses"))
    #expect(message("p cnf 2 1\n1 2 0\n1 0\n").hasPrefix("f.cnf:3: expected no more than 1 clauses"))
    #expect(message("p cnf 99999999999 1\n").hasPrefix("f.cnf:1: expected the number of variables"))
  }
}
