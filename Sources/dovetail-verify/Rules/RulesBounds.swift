/// `B`: the bounds of a constraint's variables, once.
extension Checker {
  @inline(__always) func least(_ form: Int) -> Int {
    let flat = model.forms[form]
    var sum = flat.constant
    for i in flat.first..<flat.end {
      let term = model.terms[i]
      sum += term.size * state.bounds[term.code]
    }
    return sum
  }

  @inline(__always) func most(_ form: Int) -> Int { -least(form ^ 1) }

  @inline(__always) mutating func note(_ code: Int) { if isNoting { noted.append(state.source[code]) } }

  /// Notes that the least value of the form was read.
  mutating func noteForm(_ form: Int) {
    guard isNoting else { return }
    for i in model.forms[form].first..<model.forms[form].end { note(model.terms[i].code) }
  }

  /// Both ends of it.
  mutating func noteAll(_ form: Int) {
    noteForm(form)
    noteForm(form ^ 1)
  }

  mutating func propagate(_ constraint: Int) {
    for row in model.entries[constraint].rows where !state.isCrossed { propagate(row: row) }
    for special in model.entries[constraint].specials where !state.isCrossed { propagate(model.specials[special]) }
  }

  /// Sound since the form is at most 0 where all conditions are true: with its least value above 0, one is false.
  mutating func propagate(row number: Int) {
    let row = model.rows[number]
    var open = -1
    for i in row.firstAtom..<row.endAtom {
      let atom = model.atoms[i]
      if state.holds(atom) { continue }
      if open >= 0 || state.isFalse(atom) { return }
      open = i
    }
    if open < 0 {
      enforce(row.form, plus: 0)
    } else if least(row.form) > 0 {
      noteForm(row.form)
      state.raise(model.atoms[open].negated)
    } else {
      return
    }
    if isNoting { for i in row.firstAtom..<row.endAtom where i != open { note(model.atoms[i].code) } }
  }

  /// form + offset is at most 0: no term is more than its least value and what the others leave.
  mutating func enforce(_ form: Int, plus offset: Int) {
    let slack = -(least(form) + offset)
    noteForm(form)
    if slack < 0 { return state.fail() }
    let flat = model.forms[form]
    for i in flat.first..<flat.end {
      let term = model.terms[i]
      state.raise(term.code ^ 1, -(state.bounds[term.code] + (term.size == 1 ? slack : slack / term.size)))
    }
  }

  /// Nothing more where bounds have crossed: sums over such would not be safe.
  mutating func limit(_ form: Int, atLeast value: Int) { if !state.isCrossed { enforce(form ^ 1, plus: value) } }
  mutating func limit(_ form: Int, atMost value: Int) { if !state.isCrossed { enforce(form, plus: -value) } }

  mutating func limit(_ form: Int, from least: Int, to most: Int) {
    limit(form, atLeast: least)
    limit(form, atMost: most)
  }

  /// All atoms but the one at most that is returned as open are true.
  private func opens(_ conditions: [Atom]) -> (isRelevant: Bool, open: Atom?) {
    var open: Atom?
    for atom in conditions where !state.holds(atom) {
      if open != nil || state.isFalse(atom) { return (false, nil) }
      open = atom
    }
    return (true, open)
  }

  private mutating func propagate(_ special: Special) {
    switch special {
    case .witness(let condition, let target, let options): witness(condition, target, options)
    case .different(let conditions, let form): different(conditions, form)
    case .atMostOne(let atoms):
      guard let place = atoms.firstIndex(where: { state.holds($0) }) else { return }
      note(atoms[place].code)
      for (k, atom) in atoms.enumerated() where k != place {
        if state.holds(atom) {
          note(atom.code)
          return state.fail()
        }
        state.raise(atom.negated)
      }
    case .distinct(let forms): distinct(forms)
    case .ranges(let form, let code, let ranges, let target): member(form, code, ranges, target)
    case .element(let target, let forms, let width, let row, let column):
      element(target, forms, width: width, row, column)
    }
  }

  /// The value of a fixed form is none of another one's: an end moves, and a literal of it is false.
  private mutating func distinct(_ forms: [Int]) {
    for fixed in forms where least(fixed) == most(fixed) {
      let value = least(fixed)
      noteAll(fixed)
      for other in forms where other != fixed {
        if state.isCrossed { return }
        noteAll(other)
        if least(other) == value { limit(other, atLeast: value + 1) }
        if !state.isCrossed, most(other) == value { limit(other, atMost: value - 1) }
        forEachValue(of: other) { checker, held, atom in
          if !checker.state.isCrossed, held == value { checker.state.raise(atom.negated) }
        }
      }
    }
  }

  /// Only an option that is not false and can reach the target's least value is the witness; the target is at most what
  /// the best one can be.
  private mutating func witness(_ condition: Atom?, _ target: Int, _ options: [(atom: Atom?, form: Int)]) {
    if let condition, state.isFalse(condition) { return }
    let needed = least(target)
    var (best, count, last) = (Int.min, 0, -1)
    noteForm(target)
    for (k, option) in options.enumerated() {
      if let atom = option.atom, state.isFalse(atom) {
        note(atom.code ^ 1)
        continue
      }
      let value = most(option.form)
      noteForm(option.form ^ 1)
      best = max(best, value)
      if value >= needed { (count, last) = (count + 1, k) }
    }
    if let condition, !state.holds(condition) {
      if count == 0 { state.raise(condition.negated) }
      return
    }
    if let condition { note(condition.code) }
    if count == 0 { return state.fail() }
    limit(target, atMost: best)
    if count == 1, !state.isCrossed {
      if let atom = options[last].atom { state.raise(atom) }
      limit(options[last].form, atLeast: needed)
    }
  }

  /// With one variable open, the value that makes the form 0 can be cut off at its ends.
  private mutating func different(_ conditions: [Atom], _ form: Int) {
    let (isRelevant, open) = opens(conditions)
    guard isRelevant else { return }
    let flat = model.forms[form]
    var loose = -1
    for i in flat.first..<flat.end {
      let code = model.terms[i].code
      if state.bounds[code] == -state.bounds[code ^ 1] { continue }
      if loose >= 0 { return }
      loose = i
    }
    noteAll(form)
    for atom in conditions where atom != open { note(atom.code) }
    if loose < 0 {
      guard least(form) == 0 else { return }
      if let open { state.raise(open.negated) } else { state.fail() }
    } else if open == nil {
      let term = model.terms[loose]
      let rest = least(form) - term.size * state.bounds[term.code]
      guard rest % term.size == 0 else { return }
      let value = -rest / term.size
      if value == state.bounds[term.code] { state.raise(term.code, value + 1) }
      if -value == state.bounds[term.code ^ 1] { state.raise(term.code ^ 1, 1 - value) }
    }
  }

  /// No definition says otherwise: no literal of this value is false, none of another value true.
  mutating func canBe(_ variable: Int, _ value: Int) -> Bool {
    guard let list = model.values[variable] else { return true }
    for (other, atom) in list {
      if other == value ? state.isFalse(atom) : state.holds(atom) {
        note(other == value ? atom.code ^ 1 : atom.code)
        return false
      }
    }
    return true
  }

  /// The form moves to the next allowed value from both ends; the target is decided where all values agree.
  private mutating func member(_ form: Int, _ code: Int, _ ranges: [Int], _ target: Atom?) {
    let (lowest, highest) = (least(form), most(form))
    noteAll(form)
    if let target, state.isFalse(target) {
      note(target.code ^ 1)
      var (first, last) = (lowest, highest)
      for k in stride(from: 0, to: ranges.count - 1, by: 2) where ranges[k]...max(ranges[k], ranges[k + 1]) ~= first {
        first = ranges[k + 1] + 1
      }
      for k in stride(from: ranges.count - 2, through: 0, by: -2)
      where ranges[k]...max(ranges[k], ranges[k + 1]) ~= last { last = ranges[k] - 1 }
      return limit(form, from: first, to: last)
    }
    var (first, last) = (Int.max, Int.min)
    var isWithin = false
    for k in stride(from: 0, to: ranges.count - 1, by: 2) {
      var (from, to) = (max(ranges[k], lowest), min(ranges[k + 1], highest))
      if from == lowest, to == highest { isWithin = true }
      if code >= 0 {
        while from <= to, first == .max, !canBe(code >> 1, from) { from += 1 }
        while from < to, !canBe(code >> 1, to) { to -= 1 }
      }
      if from > to { continue }
      first = min(first, from)
      last = max(last, to)
    }
    if let target, !state.holds(target) {
      if first == .max { state.raise(target.negated) } else if isWithin { state.raise(target) }
      return
    }
    if let target { note(target.code) }
    if first == .max { return state.fail() }
    limit(form, from: first, to: last)
  }

  /// Which of the places 0..<count an index can be: within its bounds, and no `value` of its variable says otherwise.
  private mutating func places(_ form: Int, _ count: Int) -> [Bool] {
    let (lowest, highest) = (least(form), most(form))
    noteAll(form)
    var can = (0..<count).map { lowest <= $0 && $0 <= highest }
    forEachValue(of: form) { checker, place, atom in
      if checker.state.isFalse(atom) {
        checker.note(atom.code ^ 1)
        if can.indices.contains(place) { can[place] = false }
      } else if checker.state.holds(atom) {
        checker.note(atom.code)
        for k in 0..<count where k != place { can[k] = false }
      }
    }
    return can
  }

  /// The literals of values of a form's only variable, with the value that the form then has.
  private mutating func forEachValue(of form: Int, _ body: (inout Checker, Int, Atom) -> Void) {
    let flat = model.forms[form]
    guard flat.end == flat.first + 1, let list = model.values[model.terms[flat.first].code >> 1] else { return }
    let term = model.terms[flat.first]
    for (value, atom) in list {
      let (product, isOver) = value.multipliedReportingOverflow(by: term.code & 1 == 0 ? term.size : -term.size)
      let (own, isOverToo) = product.addingReportingOverflow(flat.constant)
      // Int.min is no value of any form.
      body(&self, isOver || isOverToo ? .min : own, atom)
    }
  }

  /// Places whose element cannot be the target go; the target is within the hull of the others, and one alone is it.
  private mutating func element(_ target: Int, _ forms: [Int], width: Int, _ row: Int, _ column: Int) {
    let height = forms.count / width
    let (rows, columns) = (places(row, height), places(column, width))
    var usedRows = [Bool](repeating: false, count: height)
    var usedColumns = [Bool](repeating: false, count: width)
    let (lowest, highest) = (least(target), most(target))
    noteAll(target)
    var (first, last, count, place) = (Int.max, Int.min, 0, -1)
    for r in 0..<height where rows[r] {
      for c in 0..<width where columns[c] {
        let form = forms[r * width + c]
        let (from, to) = (least(form), most(form))
        noteAll(form)
        if to < lowest || from > highest { continue }
        (usedRows[r], usedColumns[c]) = (true, true)
        (first, last) = (min(first, from), max(last, to))
        (count, place) = (count + 1, r * width + c)
      }
    }
    if count == 0 { return state.fail() }
    limit(target, from: first, to: last)
    for (index, used) in [(row, usedRows), (column, usedColumns)] {
      limit(index, from: used.firstIndex(of: true)!, to: used.lastIndex(of: true)!)
      forEachValue(of: index) { checker, place, atom in
        if checker.state.isCrossed || used.indices.contains(place) && used[place] { return }
        checker.state.raise(atom.negated)
      }
    }
    if count == 1 { limit(forms[place], from: lowest, to: highest) }
  }
}
