import Basics

/// Moves of one job among the others that always end in feasible orders.
///
/// While the other jobs keep their orders, an arc out of the job to some operation and an arc into the job exclude each
/// other if the job's chain and a path of the other jobs close a circle through both. An operation that goes ahead of
/// another thus takes along exactly those of its job that must go ahead as well; mirrored for going behind. Where that
/// would put something ahead of an operation that is under way at time 0, nothing moves.
/// - Source: Gröflin, Klinkert 2009, "A new neighborhood and tabu search for the blocking job shop".
extension BlockingOrders {
  /// Puts a node directly ahead of another job's node of the same machine, and what must follow.
  ///
  /// Labels are twice the last node of the job that the labelled node is behind, plus one if the path there holds
  /// more than exchanges of machines: a path back into a node below it, in these terms, closes a circle.
  @discardableResult
  func moveAhead(_ node: Int, of other: Int) -> Bool {
    let job = Int(jobOf[node])
    var depth = begin(job)
    goAhead(node, of: other, &depth)
    while depth > 0 {
      depth &-= 1
      let visited = Int(stack[depth])
      isWaiting[visited] = false
      let reach = label[visited]
      if visited > Int(jobNodes[jobOf[visited]]) {
        let left = visited &- 1
        var mine = firstVisit[machineOf[left]]
        while mine >= 0 {
          if 2 &* mine < reach, place[left] < reached(Int(mine)) { goAhead(Int(mine), of: left, &depth) }
          mine = nextVisit[mine]
        }
        var next = after[left]
        while next >= 0, Int(jobOf[next]) == job { next = after[next] }
        if next >= 0 { raise(Int(next), reach, &depth) }
      }
      if machineOf[visited] >= 0 { raise(visited &+ 1, reach | 1, &depth) }
    }
    defer { end(job) }
    let visits = Int(jobNodes[job])..<Int(jobNodes[job + 1] - 1)
    if hasStanding, visits.contains(where: { target[$0] >= 0 && isStanding[target[$0]] }) { return false }
    for mine in visits where target[mine] >= 0 { shift(mine, to: Int(place[target[mine]])) }
    return true
  }

  /// Puts a node directly behind another job's node of the same machine, and what must follow.
  @discardableResult
  func moveBehind(_ node: Int, _ other: Int) -> Bool {
    let job = Int(jobOf[node])
    var depth = begin(job)
    goBehind(node, other, &depth)
    while depth > 0 {
      depth &-= 1
      let visited = Int(stack[depth])
      isWaiting[visited] = false
      let reach = -label[visited]
      if machineOf[visited] >= 0 {
        var mine = firstVisit[machineOf[visited]]
        while mine >= 0 {
          if 2 &* (mine &+ 1) > reach, place[visited] > reached(Int(mine)) { goBehind(Int(mine), visited, &depth) }
          mine = nextVisit[mine]
        }
        var previous = before[visited]
        while previous >= 0, Int(jobOf[previous]) == job { previous = before[previous] }
        if previous >= 0 { raise(Int(previous) &+ 1, -reach, &depth) }
      }
      if visited > Int(jobNodes[jobOf[visited]]) { raise(visited &- 1, -reach | 1, &depth) }
    }
    defer { end(job) }
    let visits = Int(jobNodes[job])..<Int(jobNodes[job + 1] - 1)
    if hasStanding, visits.contains(where: { target[$0] >= 0 && isStanding[$0] }) { return false }
    for mine in visits.reversed() where target[mine] >= 0 { shift(mine, to: Int(place[target[mine]])) }
    return true
  }

  /// Puts a job that is behind all others, and that stands on a machine at time 0, first there; false where it cannot.
  func comeBack(_ job: Int) -> Bool {
    let node = Int(jobNodes[job])
    guard hasStanding, isStanding[node] else { return true }
    let first = Int(sequence[machineStarts[machineOf[node]]])
    return first == node || moveAhead(node, of: first)
  }

  /// Puts a job behind all others on every machine.
  func moveToEnd(_ job: Int) {
    movedCount[0] = 0
    for mine in Int(jobNodes[job])..<Int(jobNodes[job + 1] - 1) {
      shift(mine, to: Int(machineStarts[machineOf[mine] + 1]) - 1)
    }
  }

  /// Puts a job ahead of all others on every machine.
  func moveToStart(_ job: Int) {
    movedCount[0] = 0
    for mine in (Int(jobNodes[job])..<Int(jobNodes[job + 1] - 1)).reversed() {
      shift(mine, to: Int(machineStarts[machineOf[mine]]))
    }
  }

  /// Takes back the last of these moves.
  func takeBack() {
    for index in stride(from: movedCount[0] - 1, through: 0, by: -1) {
      place(Int(moved[2 * index]), at: Int(moved[2 * index + 1]))
    }
    movedCount[0] = 0
  }

  /// Lists the job's visits of machines.
  private func begin(_ job: Int) -> Int {
    insertions[0] += 1
    movedCount[0] = 0
    for mine in (Int(jobNodes[job])..<Int(jobNodes[job + 1] - 1)).reversed() {
      target[mine] = -1
      nextVisit[mine] = firstVisit[machineOf[mine]]
      firstVisit[machineOf[mine]] = Int32(mine)
    }
    return 0
  }

  private func end(_ job: Int) {
    for mine in Int(jobNodes[job])..<Int(jobNodes[job + 1] - 1) { firstVisit[machineOf[mine]] = -1 }
  }

  /// The place of a node, counting where it will go.
  @inline(__always)
  private func reached(_ mine: Int) -> Int32 { target[mine] < 0 ? place[mine] : place[target[mine]] }

  private func goAhead(_ mine: Int, of other: Int, _ depth: inout Int) {
    target[mine] = Int32(other)
    raise(other, Int32(2 * (mine + 1)) + (shop.allowsSwap ? 0 : 1), &depth)
  }

  private func goBehind(_ mine: Int, _ other: Int, _ depth: inout Int) {
    target[mine] = Int32(other)
    raise(other + 1, -Int32(2 * mine) + (shop.allowsSwap ? 0 : 1), &depth)
  }

  /// Gives a node a label if it is larger than the one that it has.
  @inline(__always)
  private func raise(_ node: Int, _ reach: Int32, _ depth: inout Int) {
    guard labelled[node] != insertions[0] || label[node] < reach else { return }
    labelled[node] = insertions[0]
    label[node] = reach
    guard !isWaiting[node] else { return }
    isWaiting[node] = true
    stack[depth] = Int32(truncatingIfNeeded: node)
    depth &+= 1
  }

  /// Moves a node to a place of its machine, and remembers the one it had.
  private func shift(_ node: Int, to index: Int) {
    moved[2 * movedCount[0]] = Int32(node)
    moved[2 * movedCount[0] + 1] = place[node]
    movedCount[0] += 1
    place(node, at: index)
  }

  private func place(_ node: Int, at index: Int) {
    let previous = before[node]
    let next = after[node]
    if previous >= 0 { after[previous] = next }
    if next >= 0 { before[next] = previous }
    var at = Int(place[node])
    let step = index < at ? -1 : 1
    while at != index {
      sequence[at] = sequence[at &+ step]
      place[sequence[at]] = Int32(truncatingIfNeeded: at)
      at &+= step
    }
    sequence[at] = Int32(truncatingIfNeeded: node)
    place[node] = Int32(truncatingIfNeeded: at)
    let machine = machineOf[node]
    let left: Int32 = at > Int(machineStarts[machine]) ? sequence[at - 1] : -1
    let right: Int32 = at + 1 < Int(machineStarts[machine + 1]) ? sequence[at + 1] : -1
    before[node] = left
    after[node] = right
    if left >= 0 { after[left] = Int32(truncatingIfNeeded: node) }
    if right >= 0 { before[right] = Int32(truncatingIfNeeded: node) }
  }
}
