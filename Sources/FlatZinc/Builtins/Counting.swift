import Basics
import Statements

/// How often values come.
extension Builtins {
  private static func contains(_ set: [ClosedRange<Int>], _ value: Int) -> Bool {
    set.contains { $0.contains(value) }
  }

  private static func cardinality(_ name: String, _ cover: CardinalitiesConstraint.Cover) -> Builtin {
    Builtin(name, [.integers, .numbers, .integers], equalLengths: [[1, 2]]) {
      (arguments, translation) throws(InputError) in
      let values = arguments.numbers(1)
      var counts = translation.forms(arguments, 2)
      var places: [Int: Int] = [:]
      var kept: [Int] = []
      for (place, value) in values.enumerated() {
        if let first = places.updateValue(places[value] ?? place, forKey: value), first != place {
          // A value that is told twice has one count.
          translation.require(counts[place] - counts[first], .equal)
        } else {
          kept.append(place)
        }
      }
      counts = kept.map { counts[$0] }
      translation.post(
        CardinalitiesConstraint(
          translation.forms(arguments, 0), values: kept.map { values[$0] }, counts: counts, cover))
    } holds: { arguments, assignment in
      let found = arguments.values(0, assignment)
      let covered = arguments.numbers(1)
      for (value, count) in zip(covered, arguments.values(2, assignment))
      where found.count(where: { $0 == value }) != count {
        return false
      }
      return cover == .open || found.allSatisfy(covered.contains)
    }
  }

  static var counting: [Builtin] {
    [
      Builtin("dovetail_all_different", [.integers]) { (arguments, translation) throws(InputError) in
        translation.post(AllDifferentConstraint(translation.forms(arguments, 0)))
      } holds: { arguments, assignment in
        let found = arguments.values(0, assignment)
        return Set(found).count == found.count
      },
      Builtin("dovetail_all_different_except", [.integers, .set]) { (arguments, translation) throws(InputError) in
        let forms = translation.forms(arguments, 0)
        translation.post(
          AllDifferentConstraint(forms, except: try translation.members(arguments.set(1), of: forms, arguments.line)))
      } holds: { arguments, assignment in
        let found = arguments.values(0, assignment).filter { !contains(arguments.set(1), $0) }
        return Set(found).count == found.count
      },
      Builtin("dovetail_all_equal", [.integers]) { (arguments, translation) throws(InputError) in
        let list = Array(arguments.list(0))
        for (first, second) in zip(list, list.dropFirst()) {
          translation.require(try translation.sum([1, -1], [first, second], 0, arguments.line), .equal)
        }
      } holds: {
        Set($0.values(0, $1)).count <= 1
      },
      Builtin("dovetail_among", [.integer, .integers, .set]) { (arguments, translation) throws(InputError) in
        let forms = translation.forms(arguments, 1)
        translation.post(
          AmongConstraint(
            translation.form(arguments[0]), of: forms,
            values: try translation.members(arguments.set(2), of: forms, arguments.line)))
      } holds: { arguments, assignment in
        arguments.values(1, assignment).count { contains(arguments.set(2), $0) } == arguments[0].value(assignment)
      },
      Builtin("dovetail_count_eq", [.integers, .integer, .integer]) { (arguments, translation) throws(InputError) in
        let target = translation.form(arguments[2])
        if let value = arguments[1].number {
          return translation.post(CountConstraint(target, of: translation.forms(arguments, 0), equalTo: value))
        }
        var differences: [LinearForm] = []
        for operand in arguments.list(0) {
          differences.append(try translation.sum([1, -1], [operand, arguments[1]], 0, arguments.line))
        }
        translation.post(CountConstraint(target, of: differences, equalTo: 0))
      } holds: { arguments, assignment in
        let value = arguments[1].value(assignment)
        return arguments.values(0, assignment).count { $0 == value } == arguments[2].value(assignment)
      },
      cardinality("dovetail_global_cardinality", .open), cardinality("dovetail_global_cardinality_closed", .closed),
      Builtin("dovetail_nvalue", [.integer, .integers]) { (arguments, translation) throws(InputError) in
        translation.post(
          DistinctCountConstraint(translation.form(arguments[0]), of: translation.forms(arguments, 1)))
      } holds: {
        Set($0.values(1, $1)).count == $0[0].value($1)
      },
    ]
  }
}

extension Translation {
  /// The values of a set that any of the forms can have.
  func members(
    _ set: [ClosedRange<Int>], of forms: [LinearForm], _ line: Int
  ) throws(InputError) -> [Int] {
    let ranges = forms.map(model.data.range(of:))
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else { return [] }
    let met = set.filter((low...high).overlaps).map { $0.clamped(to: low...high) }
    guard met.reduce(0, { $0 + $1.count }) <= Self.mostMembers else {
      throw error(line, "a set with more than \(Self.mostMembers) values that can come")
    }
    return met.flatMap(Array.init)
  }

  private static let mostMembers = 1_000_000
}
