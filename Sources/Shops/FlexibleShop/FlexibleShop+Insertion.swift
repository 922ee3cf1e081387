import Basics

extension FlexibleShop.Neighbourhood {
  /// The positions of one sequence where a detached operation closes no cycle: from behind `low` to in front of `stop`,
  /// places there, -1 for the ends of the sequence.
  private struct Window: BitwiseCopyable {
    let resource: Int32
    var low: Int32 = -1
    var stop: Int32 = -1
  }

  /// Looks at the insertions under one choice.
  mutating func scan(
    _ choice: Int32, _ around: Around, _ old: FlexibleShop.Move, _ graph: borrowing FlexibleShop.Graph, _ limits: Limits
  ) {
    let isForbidden = expiries[choice] > limits.iteration
    let shortest = max(around.rest, around.start &+ graph.table.durations[choice] &+ around.tail)
    if shortest >= limits.aspiration && shortest > best.value { return }
    let (first, second) = (graph.table.resources[2 &* choice], graph.table.resources[2 &* choice &+ 1])
    if second < 0 || first < 0 {
      scan(choice, on: max(first, second), isFirst: second < 0, isForbidden, around, old, graph, limits)
    } else {
      scan(choice, on: first, second, isForbidden, around, old, graph, limits)
    }
  }

  private mutating func scan(
    _ choice: Int32, on resource: Int32, isFirst: Bool, _ isForbidden: Bool, _ around: Around,
    _ old: FlexibleShop.Move, _ graph: borrowing FlexibleShop.Graph, _ limits: Limits
  ) {
    var move = FlexibleShop.Move(
      operation: around.operation, choice: choice, firstPlace: -1, secondPlace: -1, value: around.rest)
    let duration = graph.table.durations[choice]
    guard resource >= 0 else {
      move.value = max(around.rest, around.start &+ duration &+ around.tail)
      if choice != old.choice { consider(move, isForbidden: isForbidden, limits) }
      return
    }
    let window = window(on: resource, around, graph)
    let oldPlace = isFirst ? old.firstPlace : old.secondPlace
    var before = window.low
    var behind = before < 0 ? graph.first[resource] : graph.next[before]
    while true {
      let start = start(behind: before, on: resource, around, graph)
      let tail = tail(before: behind, on: resource, around, graph)
      move.value = max(around.rest, start &+ duration &+ tail)
      if move.value <= best.value || move.value < limits.aspiration, choice != old.choice || before != oldPlace {
        if isFirst { move.firstPlace = before } else { move.secondPlace = before }
        consider(move, isForbidden: isForbidden, limits)
      }
      if behind == window.stop { return }
      before = behind
      behind = graph.next[before]
    }
  }

  /// Looks at pairs of positions in two sequences. A pair closes a cycle only by a path from what is behind in one to
  /// what is before in the other; ends and rests that exclude one cost O(1).
  private mutating func scan(
    _ choice: Int32, on first: Int32, _ second: Int32, _ isForbidden: Bool, _ around: Around,
    _ old: FlexibleShop.Move, _ graph: borrowing FlexibleShop.Graph, _ limits: Limits
  ) {
    let duration = graph.table.durations[choice]
    let (firstWindow, secondWindow) = (window(on: first, around, graph), window(on: second, around, graph))
    var move = FlexibleShop.Move(
      operation: around.operation, choice: choice, firstPlace: -1, secondPlace: -1, value: 0)
    var before = firstWindow.low
    var behind = before < 0 ? graph.first[first] : graph.next[before]
    while true {
      let start = start(behind: before, on: first, around, graph)
      let tail = tail(before: behind, on: first, around, graph)
      let least = max(around.rest, start &+ duration &+ tail)
      if least <= best.value || least < limits.aspiration {
        move.firstPlace = before
        var otherBefore = secondWindow.low
        var otherBehind = otherBefore < 0 ? graph.first[second] : graph.next[otherBefore]
        while true {
          let otherStart = max(start, self.start(behind: otherBefore, on: second, around, graph))
          let otherTail = max(tail, self.tail(before: otherBehind, on: second, around, graph))
          move.value = max(around.rest, otherStart &+ duration &+ otherTail)
          if move.value <= best.value || move.value < limits.aspiration,
            choice != old.choice || before != old.firstPlace || otherBefore != old.secondPlace,
            isPathless(from: behind, to: otherBefore, graph), isPathless(from: otherBehind, to: before, graph)
          {
            move.secondPlace = otherBefore
            consider(move, isForbidden: isForbidden, limits)
          }
          if otherBehind == secondWindow.stop { break }
          otherBefore = otherBehind
          otherBehind = graph.next[otherBefore]
        }
      }
      if behind == firstWindow.stop { return }
      before = behind
      behind = graph.next[before]
    }
  }

  private func window(
    on resource: Int32, _ around: Around, _ graph: borrowing FlexibleShop.Graph
  ) -> Window {
    var window = Window(resource: resource)
    var place = graph.first[resource]
    while place >= 0 {
      let isLate = ends[place >> 1] > around.start
      let isEarly = rests[place >> 1] > around.tail
      if isEarly && !isLate {
        window.low = place
      } else if isLate && !isEarly {
        window.stop = place
        break
      }
      place = graph.next[place]
    }
    return window
  }

  @inline(__always)
  private func start(
    behind place: Int32, on resource: Int32, _ around: Around, _ graph: borrowing FlexibleShop.Graph
  ) -> Int {
    guard place >= 0 else { return around.start }
    let end = ends[place >> 1]
    guard graph.table.hasSetups else { return max(around.start, end) }
    return max(around.start, end &+ graph.table.setup(on: resource, from: place >> 1, to: around.operation))
  }

  @inline(__always)
  private func tail(
    before place: Int32, on resource: Int32, _ around: Around, _ graph: borrowing FlexibleShop.Graph
  ) -> Int {
    guard place >= 0 else { return around.tail }
    let rest = rests[place >> 1]
    guard graph.table.hasSetups else { return max(around.tail, rest) }
    return max(around.tail, rest &+ graph.table.setup(on: resource, from: around.operation, to: place >> 1))
  }

  /// Whether ends and rests exclude a path, which makes the one end before the other starts, and has the longer rest by
  /// its duration at least. Between operations of positive duration they exclude enough; others may close a cycle.
  @inline(__always)
  private func isPathless(from first: Int32, to second: Int32, _ graph: borrowing FlexibleShop.Graph) -> Bool {
    guard first >= 0, second >= 0 else { return true }
    let (one, two) = (first >> 1, second >> 1)
    return one != two
      && (ends[one] > ends[two] &- graph.durations[two] || rests[two] > rests[one] &- graph.durations[one])
  }
}
