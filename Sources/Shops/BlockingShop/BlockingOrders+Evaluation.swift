import Basics

extension BlockingOrders {
  /// The makespan of the active jobs, with all times in `head`; nothing where they are infeasible or it is above the limit.
  ///
  /// Longest paths in the order of arrivals: a node is final when its job has arrived and its machine was left. A job
  /// that waits for jobs which wait for it, machine after machine, moves together with them.
  /// - Complexity: linear, but for the walks along waiting jobs, which are short.
  func evaluate(limit: Int) -> Int? {
    evaluations[0] += 1
    var run = Evaluation(orders: self, stamp: evaluations[0])
    if hasDowntimes { nextDowntime.pointer.update(from: downtimeStarts.pointer, count: nextDowntime.count) }
    var makespan = 0
    var missing = 0
    for job in 0..<jobCount where active[job] {
      missing &+= Int(jobNodes[job + 1] - jobNodes[job])
      run.arrive(Int(jobNodes[job]), at: 0)
      while run.depth > 0 {
        run.depth &-= 1
        let node = Int(stack[run.depth])
        missing &-= 1
        let time = head[node]
        if time &+ workBehind[node] > limit { return nil }
        makespan = max(makespan, time)
        if node > Int(jobNodes[jobOf[node]]) { run.leave(node &- 1, at: time) }
        if machineOf[node] >= 0 { run.arrive(node &+ 1, at: hasDowntimes ? completion(node) : time &+ duration[node]) }
      }
    }
    return missing == 0 ? makespan : nil
  }

  /// What one evaluation holds: its number, and how many final nodes wait on the stack.
  private struct Evaluation {
    let orders: BlockingOrders
    let stamp: Int
    var depth = 0

    init(orders: BlockingOrders, stamp: Int) {
      self.orders = orders
      self.stamp = stamp
    }

    /// The time of a move is final: when its job has arrived and its machine was left, and is up.
    @inline(__always)
    mutating func settle(_ node: Int, at time: Int) {
      orders.head[node] = orders.hasDowntimes ? orders.opening(node, from: time) : time
      orders.final[node] = stamp
      orders.stack[depth] = Int32(truncatingIfNeeded: node)
      depth &+= 1
    }

    /// A job arrives at a move: it takes it if its machine was left.
    @inline(__always)
    mutating func arrive(_ node: Int, at time: Int) {
      orders.arrived[node] = stamp
      if orders.hasDowntimes { orders.reached[node] = time }
      let before = Int(orders.before[node])
      if before < 0 || before &+ 1 == node {
        settle(node, at: time)
      } else if orders.final[before &+ 1] == stamp {
        settle(node, at: max(time, orders.head[before &+ 1]))
      } else {
        orders.head[node] = time
        if orders.shop.allowsSwap { swap(node) }
      }
    }

    /// An operation's machine is left: the next one takes it if its job waits.
    @inline(__always)
    mutating func leave(_ node: Int, at time: Int) {
      let next = Int(orders.after[node])
      guard next >= 0, orders.arrived[next] == stamp, orders.final[next] != stamp else { return }
      settle(next, at: max(orders.head[next], time))
    }

    /// Moves all jobs of a circle, if the waiting jobs before this node close one.
    private mutating func swap(_ node: Int) {
      var latest = orders.head[node]
      var walk = Int(orders.before[node]) &+ 1
      while walk != node {
        guard orders.arrived[walk] == stamp, orders.final[walk] != stamp else { return }
        latest = max(latest, orders.head[walk])
        walk = Int(orders.before[walk]) &+ 1
      }
      let moment = orders.hasDowntimes ? opening(ofAll: node, from: latest) : latest
      repeat {
        settle(walk, at: moment)
        // Here the path to all moves of the circle comes in.
        if orders.hasDowntimes, orders.reached[walk] == latest { orders.since[walk] = latest }
        walk = Int(orders.before[walk]) &+ 1
      } while walk != node
    }

    /// The first moment from a time on at which the machines of a circle are all up.
    private func opening(ofAll node: Int, from time: Int) -> Int {
      var moment = time
      var walk = node
      var unchanged = node
      repeat {
        let machine = orders.machineOf[walk]
        var next = orders.nextDowntime[machine]
        while orders.downUntil[next] <= moment { next &+= 1 }
        if orders.downFrom[next] <= moment {
          moment = orders.downUntil[next]
          unchanged = walk
        }
        walk = Int(orders.before[walk]) &+ 1
      } while walk != unchanged
      return moment
    }
  }
}

/// Downtimes. The times at which a machine is entered grow in an evaluation, so that its downtimes are passed once.
extension BlockingOrders {
  /// When a machine is up, from a time on at which a move could else take place.
  @inline(__always)
  func opening(_ node: Int, from time: Int) -> Int {
    let machine = machineOf[node]
    since[node] = time
    guard machine >= 0, !isStanding[node] else { return time }
    var next = nextDowntime[machine]
    while downUntil[next] <= time { next &+= 1 }
    nextDowntime[machine] = next
    guard downFrom[next] <= time else { return time }
    since[node] = downFrom[next]
    return downUntil[next]
  }

  /// When an operation is done whose start is final, before another one starts on its machine.
  @inline(__always)
  func completion(_ node: Int) -> Int {
    var time = head[node]
    var left = duration[node]
    var next = nextDowntime[machineOf[node]]
    while downFrom[next] < time &+ left {
      left &-= max(0, downFrom[next] &- time)
      time = downUntil[next]
      next &+= 1
    }
    return time &+ left
  }
}
