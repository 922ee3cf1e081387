import Basics
import Statements

extension Resources {
  /// Collects resources and the forms that they look at.
  struct Builder {
    let data: ModelData
    private let elimination: Elimination
    private(set) var forms: [LinearForm] = []
    private(set) var places: [Place] = []
    private(set) var resources: [Resource] = []
    private(set) var operands: [Int32] = []
    /// Whether all forms fitted after elimination.
    private(set) var isExact = true
    /// By interval, the first of its three forms; -1 where it has none yet.
    private var formsOfInterval: [Int32]

    init(_ data: ModelData, _ elimination: Elimination) {
      self.data = data
      self.elimination = elimination
      formsOfInterval = [Int32](repeating: -1, count: data.intervals.count)
    }

    /// Whether some resource is one over time.
    var isOverTime: Bool { resources.contains { $0.kind == .noOverlap || $0.kind == .cumulative } }

    mutating func add(_ noOverlap: NoOverlapConstraint) {
      let members = noOverlap.members.filter(canOccupy)
      if members.count < 2 { return }
      open(.noOverlap, members.count)
      for member in members { addInterval(member) }
    }

    mutating func add(_ cumulative: CumulativeConstraint) {
      let places = cumulative.members.indices.filter { canOccupy(cumulative.members[$0]) }
      if places.isEmpty { return }
      open(.cumulative, places.count)
      addForm(cumulative.capacity)
      for place in places {
        addInterval(cumulative.members[place])
        addForm(cumulative.demands[place])
      }
    }

    /// The part that rows do not say: the target is no larger than all operands.
    mutating func add(_ maximum: MaximumConstraint) {
      open(.reach, maximum.operands.count)
      addForm(maximum.target, ownedAt: 0)
      for (place, operand) in maximum.operands.enumerated() { addForm(operand, ownedAt: place + 1) }
    }

    mutating func add(_ element: ElementConstraint) {
      open(.element, element.elements.count)
      addForm(element.target, ownedAt: 0)
      addForm(element.index, ownedAt: 1)
      for (place, form) in element.elements.enumerated() { addForm(form, ownedAt: place + 2) }
    }

    mutating func add(_ count: CountConstraint) {
      open(.count, count.expressions.count, value: count.value)
      addForm(count.target, ownedAt: 0)
      for (place, expression) in count.expressions.enumerated() { addForm(expression, ownedAt: place + 1) }
    }

    private func canOccupy(_ interval: Int) -> Bool {
      let interval = data.intervals[interval]
      if let presence = interval.presence, data.lower[presence.variable.index] == data.upper[presence.variable.index],
        !presence.holds(data.lower[presence.variable.index])
      {
        return false
      }
      return data.range(of: interval.duration).upperBound > 0
    }

    private mutating func open(_ kind: Kind, _ count: Int, value: Int = 0) {
      resources.append(Resource(kind: kind, first: Int32(operands.count), count: Int32(count), value: value))
    }

    private mutating func addInterval(_ interval: Int) {
      if formsOfInterval[interval] < 0 {
        formsOfInterval[interval] = Int32(forms.count)
        let interval = data.intervals[interval]
        var presence = LinearForm(constant: 1)
        if let literal = interval.presence {
          presence = LinearForm(variable: literal.variable)
          if literal.isNegated { presence = presence.negated + 1 }
        }
        for form in [interval.start, interval.end, presence] { _ = register(form) }
      }
      for part in 0..<3 as Range<Int32> { operands.append(formsOfInterval[interval] + part) }
    }

    private mutating func addForm(_ form: LinearForm, ownedAt place: Int = -1) {
      operands.append(register(form))
      if place >= 0 {
        places[places.count - 1] = Place(resource: Int32(resources.count - 1), operand: Int32(place))
      }
    }

    private mutating func register(_ form: LinearForm) -> Int32 {
      var form = form
      if elimination.touches(form) {
        if let made = elimination.substituted(form), data.isSafe(made) {
          form = made
        } else {
          isExact = false
        }
      }
      forms.append(form)
      places.append(Place(resource: -1, operand: -1))
      return Int32(forms.count - 1)
    }
  }
}
