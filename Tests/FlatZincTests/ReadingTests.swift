import Testing

@testable import FlatZinc

/// What FlatZinc says, and what is no FlatZinc.
@Suite struct ReadingTests {
  @Test func everyFormOfAValueIsRead() throws {
    let program = try Fixture.program(
      """
      predicate my(var int: x, array [int] of var bool: b);  % skipped
      int: n = 0x1F;
      int: m = -0o17;
      bool: t = true;
      set of int: s = {3,1,2,7};
      set of int: none = 1..0;
      float: f = 1.5e-3;
      array [1..2] of int: w = [n,m];
      array [1..0] of int: e = [];
      array [1..2] of set of int: ss = [{1},2..3];
      array [1..2] of float: ff = [1.0,2];
      var bool: b :: output_var :: is_defined_var;
      var 1..5: x :: mzn_path("a;b(") = y0;
      solve satisfy;
      """.replacing("= y0", with: ""))
    let contents = program.contents
    #expect(contents.variables.map(\.isBoolean) == [true, false])
    #expect(contents.sets[0] == [1...3, 7...7] && contents.sets[1] == [])
    #expect(contents.operands.compactMap(\.number).starts(with: [31, -15, 1]))
    #expect(contents.outputs.map(\.name) == ["b"])
  }

  @Test func constantsAliasesAndElementsOfArraysStandForVariables() throws {
    let answer = try Fixture.solve(
      """
      array [1..3] of int: w = [1,2,3];
      var 1..9: x :: output_var;
      var 2..9: y :: output_var = x;
      array [1..2] of var int: a = [x,7];
      constraint int_le(a[1],w[2]);
      constraint bool_eq(true,true);
      constraint array_bool_or([true,false],true);
      solve satisfy;
      """)
    #expect(answer.lines == ["x = 2;", "y = 2;", "----------"])
  }

  @Test func arraysArePrintedWithTheirIndices() throws {
    let answer = try Fixture.solve(
      """
      var 3..3: x;
      array [1..4] of var int: m :: output_array([1..2,0..1]) = [x,1,2,x];
      array [1..2] of var bool: b :: output_array([1..2]) = [true,false];
      array [1..0] of var int: e :: output_array([1..0]) = [];
      array [1..0] of var set of int: s :: output_array([1..0]) = [];
      solve satisfy;
      """)
    #expect(
      answer.lines == [
        "m = array2d(1..2,0..1,[3,1,2,3]);", "b = array1d(1..2,[true,false]);", "e = array1d(1..0,[]);",
        "s = array1d(1..0,[]);", "----------",
      ])
  }

  @Test(arguments: [
    ("var float: x;\nsolve satisfy;", "m.fzn:1: var float x: variables are integers and Booleans here"),
    ("var 1.0..2.0: x;\nsolve satisfy;", "m.fzn:1: var float x: variables are integers and Booleans here"),
    ("\nvar set of 1..3: x;\nsolve satisfy;", "m.fzn:2: var set x: variables are integers and Booleans here"),
    (
      "array [1..1] of var float: x = [y];\nsolve satisfy;",
      "m.fzn:1: var float x: variables are integers and Booleans here"
    ),
    ("var 1..2: x;\nconstraint odd(x);\nsolve satisfy;", "m.fzn:2: the constraint odd is not known"),
    ("constraint int_le(y,1);\nsolve satisfy;", "m.fzn:1: there is no 'y' here"),
    ("var 1..2: x;\nvar 1..2: x;\nsolve satisfy;", "m.fzn:2: 'x' is declared twice"),
    (
      "var bool: x;\nconstraint int_le(x,1);\nsolve satisfy;",
      "m.fzn:2: int_le, argument 1: expected an integer, found a Boolean variable"
    ),
    ("var 1..2: x;\nconstraint int_le(x);\nsolve satisfy;", "m.fzn:2: int_le: expected 2 arguments, found 1"),
    ("var 1..2: x;\nconstraint int_le(x,x,x);\nsolve satisfy;", "m.fzn:2: int_le: expected 2 arguments, found more"),
    (
      "var 1..2: x;\nconstraint int_lin_le([x],[x],1);\nsolve satisfy;",
      "m.fzn:2: int_lin_le, argument 1: expected a list of numbers that are given, found a list of integers with variables"
    ),
    (
      "var 1..2: x;\nconstraint int_lin_le([1,2],[x],1);\nsolve satisfy;",
      "m.fzn:2: int_lin_le: expected lists of one length, found 2 elements and 1"
    ),
    ("array [1..3] of int: a = [1,2];\nsolve satisfy;", "m.fzn:1: expected 3 elements, found 2"),
    (
      "array [1..1] of int: a = [1];\nconstraint int_le(a[2],1);\nsolve satisfy;",
      "m.fzn:2: there is no element 2 of 'a'"
    ),
    ("var 1..2: x;", "m.fzn:1: expected a solve item, found the end of the file"),
    ("", "m.fzn:1: expected a solve item, found the end of the file"),
    ("solve satisfy;\nvar 1..2: x;", "m.fzn:2: expected nothing behind the solve item, found 'var'"),
    ("var 1..2 x;\nsolve satisfy;", "m.fzn:1: expected ':', found 'x'"),
    ("int: n = 99999999999999999999;\nsolve satisfy;", "m.fzn:1: the number 99999999999999999999 is out of range"),
    ("constraint int_le(1,2) :: a(\"b\n);\nsolve satisfy;", "m.fzn:1: a string without its end"),
    ("constraint int_le(1,2) :: a((;\nsolve satisfy;", "m.fzn:1: expected a closing bracket, found ';'"),
    (
      "constraint int_le([1],2);\nsolve satisfy;",
      "m.fzn:1: int_le, argument 1: expected an integer, found a list of integers"
    ),
    ("array [1..1] of int: a = [[1]];\nsolve satisfy;", "m.fzn:1: a list within a list"),
    (
      "var 1..2: x;\nconstraint int_lin_le([2305843009213693951],[x],0);\nsolve satisfy;",
      "m.fzn:2: the sum can leave the range of exact arithmetic"
    ),
    (
      "var 1..2: x;\nconstraint dovetail_regular([x],2,2,[1,2,0],1,{1});\nsolve satisfy;",
      "m.fzn:2: 3 transitions of 2 states and 2 symbols"
    ),
    (
      "var 1..2: x;\nconstraint dovetail_mdd([x],1,[1],1,[9],[1],[0]);\nsolve satisfy;",
      "m.fzn:2: edges between nodes that there are not, of 1"
    ),
    // 40000 times 50000: there is a solution, which the engine has no room for.
    (
      "var 1..90000: x;\nvar 1..90000: y;\nconstraint int_times(x,y,2000000000);\nsolve satisfy;",
      "m.fzn:3: int_times: a product of what is not strictly within -2^30 ... 2^30"
    ),
    (
      "var 1251987111..1251987120: x;\nsolve satisfy;",
      "m.fzn:1: the domain 1251987111..1251987120 lies outside of -2^30 ... 2^30"
    ),
    ("array [1..2] of var int: n;\nsolve satisfy;", "m.fzn:1: expected '=', found ';'"),
    ("solve maximize [1];", "m.fzn:1: expected an integer or a Boolean to optimise, found a list of integers"),
  ])
  func mistakesAreToldWithTheirLine(text: String, message: String) {
    #expect(Fixture.refusal(text) == message)
  }

  @Test func annotationsMayBeDeepWhereTheyAreSkipped() throws {
    let deep = String(repeating: "f(", count: 100_000) + String(repeating: ")", count: 100_000)
    #expect(Fixture.refusal("constraint int_le(1,2) :: \(deep);\nsolve satisfy;") == nil)
    #expect(
      Fixture.refusal("solve :: \(deep) satisfy;") == "m.fzn:1: annotations nested more than 100 deep")
  }

  /// No prefix of a file crashes the reader, and only the whole of it is taken.
  @Test func everyPrefixIsRefused() {
    let text = """
      array [1..2] of int: w = [3,-2]; var {1,3}: x :: output_var; var bool: b;
      array [1..2] of var int: a :: output_array([1..2]) = [x,4];
      constraint int_lin_le(w,a,4) :: domain("x"); constraint bool_clause([b],[]);
      solve :: seq_search([int_search(a,first_fail,indomain_min,complete)]) maximize x;
      """
    for length in 0..<text.utf8.count {
      #expect(Fixture.refusal(String(decoding: text.utf8.prefix(length), as: UTF8.self)) != nil, "\(length)")
    }
    #expect(Fixture.refusal(text) == nil)
  }

  @Test func searchAnnotationsAndWarmStartsAreRead() throws {
    let program = try Fixture.program(
      """
      var 1..5: x; var 1..5: y; var bool: b;
      array [1..2] of var int: a = [x,y];
      solve :: seq_search([int_search(a,first_fail,indomain_max,complete), bool_search([b],input_order,indomain_min),
        int_search([x,3],odd,indomain_min,complete)]) :: warm_start_array([warm_start([x,y],[2,3]),warm_start([b],[true])])
        :: restart_luby(100) satisfy;
      """)
    #expect(program.contents.search.map(\.selection) == ["first_fail", "input_order", "odd"])
    #expect(program.contents.search.map(\.variables.count) == [2, 1, 2])
    #expect(program.contents.hints.map(\.value) == [2, 3, 1])
    #expect(program.contents.warnings == ["odd has no effect here", "restart_luby has no effect here"])
  }
}
