import Basics
import MIP
import Testing

@Suite("OPB files") struct OPBReaderTests {
  @Test func linearProblems() {
    let text = """
      * #variable= 4 #constraint= 3
      * a comment
      min: +1 x1 -2 ~x2 +3 x3 ;
      +1 x1 +2 ~x2 >= 2;
      -1 x1 -1 x3
       +4 x4 = 3 ;
      +2 x1 +3 x1 <= 4 ;
      """
    let meaning =
      "min 1 x1 + 2 x2 + 3 x3 + -2 | c1: 0 <= 1 x1 + -2 x2 <= inf | c2: 3 <= -1 x1 + -1 x3 + 4 x4 <= 3"
      + " | c3: -inf <= 5 x1 <= 4 | x1 0...1 binary | x2 0...1 binary | x3 0...1 binary | x4 0...1 binary"
    #expect(reading(text, "small.opb") == meaning)
    #expect(reading(text, "standard input") == meaning)
    #expect(reading(text.replacing("\n", with: "\r\n"), "standard input") == meaning)
    #expect(reading("+1 x1 +1 ~x1 >= 1 ;", "-") == "min 0 | c1: 0 <= 0 <= inf | x1 0...1 binary")
    #expect(reading("max: 2 x1;", "m.opb") == "max as min -2 x1 | x1 0...1 binary")
  }

  @Test(arguments: [
    (
      "+1 x1 x2 >= 1 ;",
      "m.opb:1: expected a linear pseudo-Boolean problem, found 'x2': a product of literals, which is not read"
    ),
    (
      "soft: 6 ;\n[2] +1 x1 >= 1 ;",
      "m.opb:1: expected a linear pseudo-Boolean problem, found 'soft:': soft constraints, which are not read"
    ),
    (
      "[2] +1 x1 >= 1 ;",
      "m.opb:1: expected a linear pseudo-Boolean problem, found '[2]': soft constraints, which are not read"
    ),
    ("+1 x1 >= 1", "m.opb:1: expected ';' at the end of the constraint, found the end of the file"),
    ("+1 x1 1 ;", "m.opb:1: expected a literal after its coefficient, found ';'"),
    ("+1 x1 ;", "m.opb:1: expected '>=' or '=', found ';'"),
    ("+1 x1 >= ;", "m.opb:1: expected the constraint's side (an integer), found ';'"),
    ("+1.5 x1 >= 1 ;", "m.opb:1: expected a coefficient (an integer), found '+1.5'"),
    ("+1 3 >= 1 ;", "m.opb:1: expected a literal such as x1 or ~x1, found '3'"),
    (
      "+99999999999999999999 x1 >= 1 ;",
      "m.opb:1: expected a coefficient of at most 2^53, found '+99999999999999999999'"
    ),
    ("+9007199254740992 x1 +1 x1 >= 1 ;", "m.opb:1: expected sums of at most 2^53, found 9007199254740993"),
    ("+1 x1 >= 1 ;\nmin: +1 x1 ;", "m.opb:2: expected one objective before all constraints, found it here"),
  ])
  func mistakesAreOneLine(text: String, message: String) {
    #expect(reading(text, "m.opb") == message)
  }
}
