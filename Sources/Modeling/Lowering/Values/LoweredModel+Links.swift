import Kernel
import Statements

/// Where the values of a result come from, said of those values that somebody asks for.
extension LoweredModel {
  /// x = value of one of the sources, each of which implies its value.
  struct ValueLink {
    let variable: IntegerVariable
    let sources: [(literal: Literal, value: Int)]
    let origin: Origin
  }

  /// One of the sources is true, and implies its value of x. A value that is asked for then needs one of its sources.
  func linkValues(of x: IntegerVariable, to sources: [(Literal, Int)]) {
    let made = ValueLink(variable: x, sources: sources.map { (literal: $0, value: $1) }, origin: solver.origin)
    if areValuesSettled { post(made) } else { links.append(made) }
  }

  func post(_ link: ValueLink) {
    let x = link.variable
    guard let place = encodingPlaces[x.isNegated ? -x : x] else { return }
    come(from: link.origin)
    var sources: [Int: [Literal]] = [:]
    for source in link.sources { sources[source.value, default: []].append(source.literal) }
    for asked in encodings[place].values {
      let value = x.isNegated ? -Int(asked) : Int(asked)
      solver.add(clause: [literal(x, equals: value).negated] + (sources[value] ?? []))
    }
  }
}
