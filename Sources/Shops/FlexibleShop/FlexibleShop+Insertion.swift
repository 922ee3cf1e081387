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
  ///
  /// Left out are the present position and, under the present choice, those with paths as long as now: they put an
  /// operation from inside a block to another place inside it.
  mutating func scan(
    _ choice: Int32, _ around: Around, _ old: FlexibleShop.Move, _ graph: borrowing FlexibleShop.Graph
  ) {
    guard isWanted(around.start &+ graph.table.durations[choice] &+ around.tail, around) else { return }
    let (first, second) = (graph.table.resources[2 &* choice], graph.table.resources[2 &* choice &+ 1])
    if second < 0 || first < 0 {
      scan(choice, on: max(first, second), isFirst: second < 0, around, old, graph)
    } else {
      scan(choice, on: first, second, around, old, graph)
    }
  }

  private mutating func scan(
    _ choice: Int32, on resource: Int32, isFirst: Bool, _ around: Around, _ old: FlexibleShop.Move,
    _ graph: borrowing FlexibleShop.Graph
  ) {
    let isForbidden = isForbidden(choice)
    let duration = graph.table.durations[choice]
    var move = FlexibleShop.Move(
      operation: around.operation, choice: choice, firstPlace: -1, secondPlace: -1, through: 0)
    guard resource >= 0 else {
      move.through = around.start &+ duration &+ around.tail
      if choice != old.choice { consider(move, around, isForbidden: isForbidden) }
      return
    }
    let window = window(on: resource, around, graph)
    var before = window.low
    var behind = before < 0 ? graph.first[resource] : graph.next[before]
    while true {
      move.through =
        start(behind: before, on: resource, around, graph) &+ duration
        &+ tail(before: behind, on: resource, around, graph)
      if isFirst { move.firstPlace = before } else { move.secondPlace = before }
      if isWanted(move.through, around), isChange(move, old) { consider(move, around, isForbidden: isForbidden) }
      if behind == window.stop { return }
      before = behind
      behind = graph.next[before]
    }
  }

  /// Looks at pairs of positions in two sequences. A pair closes a cycle only by a path from what is behind in one to
  /// what is before in the other; ends and rests that exclude one cost O(1).
  private mutating func scan(
    _ choice: Int32, on first: Int32, _ second: Int32, _ around: Around, _ old: FlexibleShop.Move,
    _ graph: borrowing FlexibleShop.Graph
  ) {
    let isForbidden = isForbidden(choice)
    let duration = graph.table.durations[choice]
    let (firstWindow, secondWindow) = (window(on: first, around, graph), window(on: second, around, graph))
    var move = FlexibleShop.Move(
      operation: around.operation, choice: choice, firstPlace: -1, secondPlace: -1, through: 0)
    var before = firstWindow.low
    var behind = before < 0 ? graph.first[first] : graph.next[before]
    while true {
      let start = start(behind: before, on: first, around, graph)
      let tail = tail(before: behind, on: first, around, graph)
      if isWanted(start &+ duration &+ tail, around) {
        move.firstPlace = before
        var otherBefore = secondWindow.low
        var otherBehind = otherBefore < 0 ? graph.first[second] : graph.next[otherBefore]
        while true {
          move.secondPlace = otherBefore
          move.through =
            max(start, self.start(behind: otherBefore, on: second, around, graph)) &+ duration
            &+ max(tail, self.tail(before: otherBehind, on: second, around, graph))
          if isWanted(move.through, around), isChange(move, old), isPathless(from: behind, to: otherBefore, graph),
            isPathless(from: otherBehind, to: before, graph)
          {
            consider(move, around, isForbidden: isForbidden)
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

  @inline(__always)
  private func isChange(_ move: FlexibleShop.Move, _ old: FlexibleShop.Move) -> Bool {
    move.choice != old.choice
      || (move.through != old.through && (move.firstPlace != old.firstPlace || move.secondPlace != old.secondPlace))
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
