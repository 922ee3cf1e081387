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
        if machineOf[node] >= 0 { run.arrive(node &+ 1, at: time &+ duration[node]) }
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

    @inline(__always)
    mutating func settle(_ node: Int) {
      orders.final[node] = stamp
      orders.stack[depth] = Int32(truncatingIfNeeded: node)
      depth &+= 1
    }

    /// A job arrives at a move: it takes it if its machine was left.
    @inline(__always)
    mutating func arrive(_ node: Int, at time: Int) {
      orders.arrived[node] = stamp
      let before = Int(orders.before[node])
      if before < 0 || before &+ 1 == node {
        orders.head[node] = time
        settle(node)
      } else if orders.final[before &+ 1] == stamp {
        orders.head[node] = max(time, orders.head[before &+ 1])
        settle(node)
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
      orders.head[next] = max(orders.head[next], time)
      settle(next)
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
      repeat {
        orders.head[walk] = latest
        settle(walk)
        walk = Int(orders.before[walk]) &+ 1
      } while walk != node
    }
  }
}
