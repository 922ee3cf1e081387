import Basics
import Testing

@testable import FlatZinc

/// Each constraint on small domains: the solutions that the engine finds are those that its definition admits, no more and
/// no less.
@Suite struct BuiltinTests {
  /// Patterns of constraints: `i` and `b` stand for an integer or a Boolean, `I3` and `B3` for lists of them, `n` for a
  /// number.
  private static let patterns = [
    "int_eq(i,i)", "int_ne(i,i)", "int_le(i,i)", "int_lt(i,i)", "int_eq_reif(i,i,b)", "int_ne_reif(i,i,b)",
    "int_le_reif(i,i,b)", "int_lt_reif(i,i,b)", "int_eq_imp(i,i,b)", "int_ne_imp(i,i,b)", "int_le_imp(i,i,b)",
    "int_lt_imp(i,i,b)", "bool_eq(b,b)", "bool_ne(b,b)", "bool_le(b,b)", "bool_lt(b,b)", "bool_eq_reif(b,b,b)",
    "bool_ne_reif(b,b,b)", "bool_le_reif(b,b,b)", "bool_lt_reif(b,b,b)", "bool_eq_imp(b,b,b)", "bool_lt_imp(b,b,b)",
    "int_lin_eq([n,n,n],I3,n)", "int_lin_ne([n,n,n],I3,n)", "int_lin_le([n,n,n],I3,n)",
    "int_lin_eq_reif([n,n,n],I3,n,b)", "int_lin_ne_reif([n,n],I2,n,b)", "int_lin_le_reif([n,n,n],I3,n,b)",
    "int_lin_eq_imp([n,n],I2,n,b)", "int_lin_ne_imp([n,n],I2,n,b)", "int_lin_le_imp([n,n,n],I3,n,b)",
    "bool_lin_eq([n,n,n],B3,i)", "bool_lin_le([n,n,n],B3,i)", "bool_lin_ne([n,n],B2,i)",
    "bool_lin_le_reif([n,n],B2,i,b)",
    "int_plus(i,i,i)", "int_minus(i,i,i)", "int_negate(i,i)", "int_times(i,i,i)", "int_div(i,i,i)", "int_mod(i,i,i)",
    "int_pow(i,i,i)", "int_abs(i,i)", "int_max(i,i,i)", "int_min(i,i,i)", "array_int_maximum(i,I3)",
    "array_int_minimum(i,I3)", "bool_clause(B2,B2)", "bool_clause_reif(B2,B2,b)", "bool_clause_imp(B2,B1,b)",
    "array_bool_xor(B4)", "bool_not(b,b)", "bool2int(b,i)", "array_bool_or(B3,b)", "array_bool_and(B3,b)",
    "array_bool_or_imp(B3,b)", "array_bool_and_imp(B3,b)", "bool_or(b,b,b)", "bool_and(b,b,b)", "bool_xor(b,b,b)",
    "bool_or_imp(b,b,b)", "bool_and_imp(b,b,b)", "bool_xor_imp(b,b,b)", "array_bool_or([],b)", "array_bool_and([],b)",
    "set_in(i,{-1,2})", "set_in(i,0..2)", "set_in_reif(i,{-1,2},b)", "set_in_imp(i,{0,2},b)", "set_in_reif(i,{},b)",
    "array_int_element(i,[n,n,n],i)", "array_var_int_element(i,I3,i)", "array_bool_element(i,[true,false],b)",
    "array_var_bool_element(i,B2,b)", "dovetail_element2d(I4,2,2,i,i,i)", "dovetail_all_different(I3)",
    "dovetail_all_different_except(I3,{0})", "dovetail_all_equal(I3)", "dovetail_among(i,I3,{0,2})",
    "dovetail_count_eq(I3,i,i)", "dovetail_count_eq(I3,n,i)", "dovetail_global_cardinality(I3,[0,2],I2)",
    "dovetail_global_cardinality(I3,[0,0],I2)", "dovetail_global_cardinality_closed(I3,[0,1,2],I3)",
    "dovetail_nvalue(i,I3)", "dovetail_lex_less(I2,I2)", "dovetail_lex_lesseq(I2,I3)", "dovetail_lex_less(I3,I2)",
    "dovetail_value_precede(0,1,I3)", "dovetail_value_precede(1,1,I3)", "dovetail_value_precede_chain([0,1,2],I3)",
    "dovetail_sort(I3,I3)", "dovetail_arg_sort(I3,I3,0)", "dovetail_sliding_sum(0,2,2,I3)", "dovetail_circuit(I3,0)",
    "dovetail_circuit(I3,-1)", "dovetail_subcircuit(I3,0)", "dovetail_inverse(I3,0,I3,-1)",
    "dovetail_inverse_in_range(I3,0,I2,0)", "dovetail_table(I2,[0,1,1,2,2,2,-1,0])", "dovetail_table(I2,[])",
    "dovetail_table_bool(B2,[true,false,true,true])", "dovetail_regular(I3,2,2,[1,2,0,1],1,{2})",
    "dovetail_regular_nfa(I3,2,2,[1,1,2],[1,1,2],[1,2,2],1,2..2)",
    "dovetail_cost_regular(I3,2,2,[1,2,0,1],1,1..2,[1,0,2,-1],i)",
    "dovetail_mdd(I2,3,[1,2,2],4,[1,1,2,3],[0,1,2,0],[2,3,0,0])", "dovetail_maximum_arg(I3,i,0)",
    "dovetail_minimum_arg(I3,i,-1)", "dovetail_bin_packing_load(I2,I3,[1,2,1],0)",
    "dovetail_bin_packing_capa([2,1],I3,[1,2,1],1)", "dovetail_bin_packing(i,I3,[1,2,1])",
    "dovetail_knapsack([1,2],[2,-1],I2,i,i)", "dovetail_network_flow([1,2,2,3,1,3],I3,I3)",
    "dovetail_network_flow_cost([1,2,2,1],I2,[1,2],I2,i)", "dovetail_diffn([n,i],[0,i],[1,2],[2,1])",
    "dovetail_diffn_nonstrict([i,i],[0,0],[1,0],[1,1])", "dovetail_diffn_imp([i,i],[0,i],[2,0],[1,1],b)",
    "dovetail_diffn_nonstrict_imp([i,i],[0,0],[1,2],[1,1],b)", "dovetail_cumulative(I3,[1,2,1],[1,1,2],2)",
    "dovetail_cumulative_opt(B2,I2,[2,1],[1,2],2)", "dovetail_disjunctive(I3,[1,0,2])",
    "dovetail_disjunctive_strict(I3,[1,0,2])", "dovetail_disjunctive_opt(B2,I2,[1,2])",
    "dovetail_disjunctive_strict_opt(B2,I2,[2,0])", "dovetail_alternative(b,i,i,B2,I2,[1,2])",
    "dovetail_span(b,i,i,B2,I2,[1,2])",
  ]

  /// A constraint over a few variables, some of them several times, and the declarations.
  private struct Drawn {
    var text = ""
    private var integers = 0
    private var booleans = 0
    private var random: RandomSource

    init(_ pattern: String, seed: UInt64) {
      random = RandomSource(seed: seed)
      var constraint = ""
      let characters = Array(pattern)
      var place = 0
      var isName = true
      while place < characters.count {
        let character = characters[place]
        place += 1
        if isName {
          isName = character != "("
          constraint.append(character)
          continue
        }
        switch character {
        case "i": constraint += integer()
        case "b": constraint += boolean()
        case "n": constraint += "\(number(-2, 2))"
        case "I", "B":
          let count = characters[place].wholeNumberValue ?? 0
          place += 1
          let members = (0..<count).map { _ in character == "I" ? integer() : boolean() }
          constraint += "[\(members.joined(separator: ","))]"
        case "t" where characters[place...].starts(with: "rue"):
          constraint += "true"
          place += 3
        case "f" where characters[place...].starts(with: "alse"):
          constraint += "false"
          place += 4
        default: constraint.append(character)
        }
      }
      let declarations =
        (0..<integers).map { "var \(["-1..2", "{-1,0,2}", "0..2"][$0 % 3]): x\($0) :: output_var;\n" }
        + (0..<booleans).map { "var bool: b\($0) :: output_var;\n" }
      text = declarations.joined() + "constraint \(constraint);\nsolve satisfy;\n"
    }

    private mutating func number(_ low: Int, _ high: Int) -> Int { Int.random(in: low...high, using: &random) }

    private mutating func integer() -> String {
      switch Int.random(in: 0..<10, using: &random) {
      case 0: return "\(number(0, 2))"
      case 1...2 where integers > 0: return "x\(Int.random(in: 0..<integers, using: &random))"
      default:
        if integers == 6 { return "x\(Int.random(in: 0..<6, using: &random))" }
        integers += 1
        return "x\(integers - 1)"
      }
    }

    private mutating func boolean() -> String {
      switch Int.random(in: 0..<10, using: &random) {
      case 0: return Int.random(in: 0..<2, using: &random) == 0 ? "true" : "false"
      case 1 where booleans > 0: return "b\(Int.random(in: 0..<booleans, using: &random))"
      default:
        if booleans == 5 { return "b\(Int.random(in: 0..<5, using: &random))" }
        booleans += 1
        return "b\(booleans - 1)"
      }
    }
  }

  /// All solutions by trying everything.
  private func enumeration(_ program: FlatZincProgram) -> Set<String> {
    let variables = program.contents.variables
    var found = Set<String>()
    var values = variables.map(\.lower)
    while true {
      if program.violation(of: values) == nil {
        found.insert(program.contents.outputs.map { $0.text(values) }.joined())
      }
      var place = 0
      while place < values.count, values[place] == variables[place].upper {
        values[place] = variables[place].lower
        place += 1
      }
      if place == values.count { return found }
      values[place] += 1
    }
  }

  @Test(arguments: patterns)
  func solutionsAreThoseOfTheDefinition(pattern: String) throws {
    for seed in 1...6 as ClosedRange<UInt64> {
      let drawn = Drawn(pattern, seed: seed)
      let expected = enumeration(try Fixture.program(drawn.text))
      let answer = try Fixture.solve(drawn.text) { $0.isAll = true }
      var found: [String] = []
      var solution = ""
      for line in answer.lines {
        if line == "----------" {
          found.append(solution)
          solution = ""
        } else {
          solution += line
        }
      }
      #expect(Set(found) == expected && found.count == expected.count, "\(drawn.text)")
      #expect(answer.lines.last == (expected.isEmpty ? "=====UNSATISFIABLE=====" : "=========="), "\(drawn.text)")
      if found.count != expected.count { return }
    }
  }

  @Test func everyConstraintHasAPattern() {
    let names = Set(Self.patterns.map { String($0.prefix { $0 != "(" }) })
    // The forms that these share their code with.
    let others = Set(
      [
        "bool_ne_imp", "bool_le_imp", "bool_lin_eq_reif", "bool_lin_eq_imp", "bool_lin_ne_reif", "bool_lin_ne_imp",
        "bool_lin_le_imp",
      ])
    for builtin in Builtins.all { #expect(names.contains(builtin.name) || others.contains(builtin.name)) }
  }
}
