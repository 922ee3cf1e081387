import Statements
import Testing

@testable import FlatZinc

/// What is printed when.
@Suite struct ProtocolTests {
  private static let three = "var 1..3: x :: output_var;\nsolve satisfy;\n"

  @Test func oneSolutionIsAnAnswerAndNoProof() throws {
    let answer = try Fixture.solve(Self.three)
    #expect(answer.lines.count == 2 && answer.lines.last == "----------")
  }

  @Test(arguments: [(nil, true, 3, true), (2, false, 2, false), (0, false, 3, true), (5, false, 3, true)])
  func severalSolutions(count: Int?, isAll: Bool, expected: Int, isComplete: Bool) throws {
    let answer = try Fixture.solve(Self.three) {
      $0.count = count
      $0.isAll = isAll
    }
    #expect(answer.lines.count { $0 == "----------" } == expected)
    #expect(Set(answer.lines.filter { $0.hasPrefix("x") }).count == expected)
    #expect((answer.lines.last == "==========") == isComplete)
  }

  /// Variables that are not printed make no further solutions.
  @Test func solutionsThatLookTheSameAreOne() throws {
    let answer = try Fixture.solve("var 1..2: x :: output_var;\nvar 1..9: y;\nsolve satisfy;\n") { $0.isAll = true }
    #expect(answer.lines.count { $0 == "----------" } == 2)
    let none = try Fixture.solve("var 1..9: y;\nsolve satisfy;\n") { $0.isAll = true }
    #expect(none.lines == ["----------", "=========="])
  }

  @Test func improvementsAreToldWhereTheyAreAskedFor() throws {
    let text = """
      array [1..6] of int: w = [3,5,7,9,11,13];
      var bool: a; var bool: b; var bool: c; var bool: d; var bool: e; var bool: f;
      var 0..48: z :: output_var;
      constraint bool_lin_eq(w,[a,b,c,d,e,f],z);
      constraint int_le(z,25);
      constraint int_ne(z,25);
      solve maximize z;
      """
    let last = try Fixture.solve(text)
    #expect(last.lines == ["z = 24;", "----------", "=========="])
    let all = try Fixture.solve(text) { $0.isIntermediate = true }
    let values = all.lines.compactMap { $0.hasPrefix("z") ? Int($0.dropFirst(4).dropLast()) : nil }
    #expect(values == values.sorted() && Set(values).count == values.count && values.last == 24)
  }

  @Test(arguments: [
    "var 1..3: x;\nconstraint int_le(4,x);\nsolve satisfy;\n",
    "var 1..3: x;\nconstraint int_le(4,x);\nsolve minimize x;\n", "var {}: x;\nsolve satisfy;\n",
    "var 3..1: x;\nsolve minimize x;\n", "constraint bool_clause([],[]);\nsolve satisfy;\n",
  ])
  func noSolutionIsSaid(text: String) throws {
    #expect(try Fixture.solve(text).lines == ["=====UNSATISFIABLE====="])
    #expect(try Fixture.solve(text) { $0.isAll = true }.lines == ["=====UNSATISFIABLE====="])
  }

  @Test func aLimitBeforeAnythingIsUnknown() throws {
    let hard = """
      array [1..3] of var int: v :: output_array([1..3]) = [x,y,z];
      """
    let text =
      "var 1..900000: x; var 1..900000: y; var 1..900000: z; var int: p; var int: q; var int: r;\n" + hard
        + """
        constraint int_times(x,x,p); constraint int_times(y,y,q); constraint int_times(z,z,r);
        constraint int_lin_eq([1,1,-7],[p,q,r],-5);
        solve satisfy;
        """
    let answer = try Fixture.solve(text) { $0.timeLimit = 0 }
    #expect(answer.lines == ["=====UNKNOWN====="])
    let stopper = Model.Stopper()
    stopper.stop()
    let stopped = try Fixture.solve(text.replacing("satisfy", with: "maximize x"), stopper: stopper)
    #expect(!stopped.lines.contains("=========="))
  }

  @Test(arguments: ["minimize 3", "maximize true", "minimize b", "maximize y"])
  func anythingMayBeOptimised(goal: String) throws {
    let answer = try Fixture.solve(
      "var 1..3: x :: output_var;\nvar bool: b :: output_var;\nvar 1..3: y :: output_var = x;\nsolve \(goal);\n")
    #expect(answer.lines.count == 5 && answer.lines.last == "==========")
    if goal == "minimize b" { #expect(answer.lines[1] == "b = false;") }
    if goal == "maximize y" { #expect(answer.lines[0] == "x = 3;") }
  }

  @Test func statisticsAreInTheSenseOfTheModel() throws {
    let answer = try Fixture.solve("var 1..3: x :: output_var;\nsolve maximize x;\n") { $0.showsStatistics = true }
    #expect(answer.lines.contains("%%%mzn-stat: objective=3"))
    #expect(answer.lines.contains("%%%mzn-stat: objectiveBound=3"))
    #expect(answer.lines.last == "%%%mzn-stat-end")
    for name in ["nodes", "failures", "restarts", "propagations", "initTime", "solveTime", "variables", "propagators"] {
      #expect(answer.lines.contains { $0.hasPrefix("%%%mzn-stat: \(name)=") })
    }
  }

  /// Without a limit of its own the search follows the annotation, and its first solution is known.
  @Test(arguments: [("indomain_min", "x = 1;"), ("indomain_max", "x = 9;"), ("indomain_median", "x = 5;")])
  func annotationsAreFollowed(choice: String, first: String) throws {
    let answer = try Fixture.solve(
      "var 1..9: x :: output_var;\nvar 1..9: y;\nconstraint int_le(y,x);\n"
        + "solve :: int_search([x,y],input_order,\(choice),complete) satisfy;\n")
    #expect(answer.lines.first == first)
  }

  @Test func warmStartsAreTriedFirst() throws {
    let answer = try Fixture.solve(
      "var 1..900: x :: output_var;\nvar 1..900: y :: output_var;\nconstraint int_lin_le([1,-1],[x,y],-3);\n"
        + "solve :: warm_start([x,y],[437,441]) satisfy;\n")
    #expect(answer.lines.starts(with: ["x = 437;", "y = 441;"]))
  }

  /// x is bounded by what defines it; y by nothing.
  @Test func boundsThatWereCutProveNothing() throws {
    let bounded = "var 1..9: a;\nvar int: x :: output_var;\nconstraint int_lin_eq([2,-1],[a,x],0);\nsolve maximize x;\n"
    #expect(try Fixture.solve(bounded).lines == ["x = 18;", "----------", "=========="])
    // That there is nothing below 3 does not come from a cut; that there is nothing above 2^30 does.
    let cut = "var int: y :: output_var;\nconstraint int_le(3,y);\nsolve minimize y;\n"
    #expect(try Fixture.solve(cut).lines == ["y = 3;", "----------", "=========="])
    let upwards = try Fixture.solve(cut.replacing("minimize", with: "maximize"))
    #expect(upwards.lines == ["y = 1073741823;", "----------"])
    // A domain that is cut on one side.
    let beyond = "var 1073741800..2000000000: x :: output_var;\nconstraint int_le(1073741900,x);\nsolve satisfy;\n"
    #expect(try Fixture.solve(beyond).lines == ["=====UNKNOWN====="])
    let impossible = "var int: y;\nvar int: z;\nconstraint int_lin_eq([2,-4],[y,z],1);\nsolve satisfy;\n"
    #expect(try Fixture.solve(impossible).lines == ["=====UNKNOWN====="])
  }
}
