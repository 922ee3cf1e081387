import Kernel
import Modeling
import Solving

/// A layer program as a constraint model of optional rectangles: each stay of the stay table is a rectangle of the bytes
/// from its address on and the instructions that it occupies, which are told by Booleans.
///
/// - serves(s, e): stay s serves event e, and all events from its first one to e. The first of them is its presence.
/// - begun(s, t): the copy in of stay s has begun by instruction t.
/// - lasts(k, t): the birth stay of tensor k is prolonged beyond its last event, for its write-back, until t.
/// - taken(s, t), returned(k, t): the supply of instruction t that the copy in, the write-back takes.
///
/// All constraints but those on addresses are linear as they stand, so that the linear relaxation is as tight as a
/// time-indexed one can be. Without addresses the model is a relaxation, which is much smaller, and whose bound holds.
final class LayerConstraintModel: ConstraintFormulation {
  typealias Solution = LayerMapping

  let model: Model
  let table: StayTable
  /// Bytes and addresses of the model are multiples of it.
  let unit: Int
  let hasAddresses: Bool
  /// By stay, then event from the stay's first.
  private(set) var serves: [[BoolVar]] = []
  /// By stay, then instruction from the stay's earliest start, up to the one before its latest.
  private(set) var begun: [[BoolVar]] = []
  /// By stay, then instruction from the stay's earliest start.
  private(set) var taken: [[IntVar]] = []
  /// By tensor, then instruction; nil where the birth stay cannot be prolonged.
  private(set) var lasts: [[Int: BoolVar]] = []
  /// By tensor, then instruction from the one after the definition.
  private(set) var returned: [[IntVar]] = []
  private(set) var writesBack: [BoolVar?] = []
  private(set) var address: [IntVar] = []
  /// Of pairs of stays that can share an instruction: the first is below the second, above it.
  private(set) var orders: [(first: Int, second: Int, below: BoolVar, above: BoolVar)] = []
  private(set) var capped: [(instruction: Int, saved: IntVar)] = []

  init(_ program: LayerProgram, hasAddresses: Bool = true) {
    self.hasAddresses = hasAddresses
    table = StayTable(program)
    unit = Self.unit(of: program)
    model = Model(program.name)
    for stay in table.stays { addStay(stay) }
    for number in program.tensors.indices { addTensor(number) }
    for pair in table.sharedEvents() {
      model.add(service(pair.first.tensor, pair.first.event) == service(pair.second.tensor, pair.second.event))
    }
    addSupplies()
    addCapacity()
    if hasAddresses { addAddresses() }
    addObjective()
  }

  var program: LayerProgram { table.program }

  // MARK: Stays

  private func addStay(_ stay: StayTable.Stay) {
    let count = table.events[stay.tensor].count - stay.first
    let own = (0..<count).map { _ in model.boolean() }
    for (event, next) in zip(own, own.dropFirst()) { model.imply(next, event) }
    serves.append(own)
    let latest = stay.starts.upperBound
    let beginnings = stay.copies ? (stay.starts.lowerBound..<latest).map { _ in model.boolean() } : []
    for (earlier, later) in zip(beginnings, beginnings.dropFirst() + [own[0]]) { model.imply(earlier, later) }
    begun.append(beginnings)
    guard stay.copies else { return taken.append([]) }
    let demand = program.tensors[stay.tensor].copyDemand
    var amounts: [IntVar] = []
    let use = table.events[stay.tensor][stay.first].time
    for time in stay.starts.lowerBound..<use {
      let most = min(demand, program.instructions[time].supply)
      let amount = model.integer(0...most)
      let offset = time - stay.starts.lowerBound
      model.add(amount <= most * (offset < beginnings.count ? beginnings[offset] : own[0]))
      amounts.append(amount)
    }
    model.add(sum(of: amounts) == demand * own[0])
    taken.append(amounts)
  }

  /// What the stays of a tensor have to do with each other, and its write-back.
  private func addTensor(_ number: Int) {
    let tensor = program.tensors[number]
    var prolonged: [Int: BoolVar] = [:]
    var amounts: [IntVar] = []
    var back: BoolVar?
    if let birth = table.staysOfTensor[number].first(where: { table.stays[$0].isBirth }), table.canWriteBack(tensor) {
      let own = serves[birth]
      let flag = model.boolean()
      back = flag
      if tensor.endsInSlowMemory { model.imply(own[0], flag) }
      model.atLeastOne(of: [!own[0], own[own.count - 1], flag])
      let end = tensor.endsInSlowMemory ? program.instructions.count : tensor.uses[tensor.uses.count - 1]
      prolonged = prolong(birth, until: end)
      for time in (tensor.definition + 1)..<max(tensor.definition + 1, end) {
        let most = min(tensor.copyDemand, program.instructions[time].supply)
        let amount = model.integer(0...most)
        var room = LinearExpression()
        for literal in occupancy(birth, time, prolonged) { room = room + literal }
        model.add(amount <= most * room)
        amounts.append(amount)
      }
      model.add(sum(of: amounts) == tensor.copyDemand * flag)
    }
    lasts.append(prolonged)
    returned.append(amounts)
    writesBack.append(back)
    let own = table.staysOfTensor[number]
    guard own.count > 1 else { return }
    var previous: [Int] = []
    for time in 0..<program.instructions.count {
      let literals = own.flatMap { occupancy($0, time, prolonged) }
      let indices = literals.map(\.variable.index)
      if literals.count > 1, indices != previous { model.atMostOne(of: literals) }
      previous = indices
    }
  }

  /// Booleans for the instructions between the events of a birth stay, up to `end`: from the last event served on, one
  /// after the other.
  private func prolong(_ birth: Int, until end: Int) -> [Int: BoolVar] {
    var result: [Int: BoolVar] = [:]
    let events = table.events[table.stays[birth].tensor]
    for (place, event) in events.enumerated() {
      let next = place + 1 < events.count ? events[place + 1].time : end
      var before = serves[birth][place]
      for time in (event.time + 1)..<max(event.time + 1, min(next, end)) {
        let literal = model.boolean()
        model.imply(literal, before)
        if place + 1 < events.count { model.atMostOne(of: [literal, serves[birth][place + 1]]) }
        result[time] = literal
        before = literal
      }
    }
    return result
  }

  // MARK: Resources

  private func addSupplies() {
    var demands = [LinearExpression](repeating: LinearExpression(), count: program.instructions.count)
    for (stay, amounts) in taken.enumerated() {
      for (offset, amount) in amounts.enumerated() { demands[table.stays[stay].starts.lowerBound + offset] += amount }
    }
    for (number, amounts) in returned.enumerated() {
      for (offset, amount) in amounts.enumerated() {
        demands[program.tensors[number].definition + 1 + offset] += amount
      }
    }
    for (demand, instruction) in zip(demands, program.instructions) where !demand.terms.isEmpty {
      model.add(demand <= instruction.supply)
    }
  }

  /// Bytes at each instruction; those of an alias group are the largest of its members'.
  private func addCapacity() {
    let capacity = program.capacity / unit
    var previous: [Int] = []
    for time in program.instructions.indices {
      var load = LinearExpression()
      var groups: [Int: [LinearExpression]] = [:]
      var order: [Int] = []
      for (stay, data) in table.stays.enumerated() {
        let tensor = program.tensors[data.tensor]
        for literal in occupancy(stay, time) {
          let bytes = tensor.size / unit * literal
          if let group = tensor.aliasGroup {
            if groups[group] == nil { order.append(group) }
            groups[group, default: []].append(bytes)
          } else {
            load += bytes
          }
        }
      }
      for group in order {
        let members = groups[group] ?? []
        load += members.count == 1 ? members[0] : model.maximum(of: members).linearExpression
      }
      let terms = load.terms.map(\.variable.index)
      if terms != previous { model.add(load <= capacity) }
      previous = terms
    }
  }

  private func addAddresses() {
    let capacity = program.capacity / unit
    for stay in table.stays { address.append(model.integer(0...(capacity - program.tensors[stay.tensor].size / unit))) }
    for second in table.stays.indices {
      for first in 0..<second where table.stays[first].tensor != table.stays[second].tensor { separate(first, second) }
    }
  }

  /// Two stays that share an instruction are apart in address, or at the same address if they are aliases.
  private func separate(_ first: Int, _ second: Int) {
    let (a, b) = (table.stays[first], table.stays[second])
    var meetings: [(BoolVar, BoolVar)] = []
    for time in max(a.starts.lowerBound, b.starts.lowerBound)..<program.instructions.count {
      for left in occupancy(first, time) {
        for right in occupancy(second, time) {
          if let last = meetings.last, last.0.variable.index == left.variable.index,
            last.1.variable.index == right.variable.index
          {
            continue
          }
          meetings.append((left, right))
        }
      }
    }
    guard !meetings.isEmpty else { return }
    if table.isAliased(a.tensor, b.tensor) {
      for (left, right) in meetings { model.add(address[first] == address[second], if: left, right) }
      return
    }
    let (below, above) = (model.boolean(), model.boolean())
    model.add(address[first] + program.tensors[a.tensor].size / unit <= address[second], if: below)
    model.add(address[second] + program.tensors[b.tensor].size / unit <= address[first], if: above)
    for (left, right) in meetings { model.atLeastOne(of: [!left, !right, below, above]) }
    orders.append((first, second, below, above))
  }

  /// Minus the time saved, with a variable for each instruction whose benefits can exceed its base time.
  private func addObjective() {
    var benefits = [LinearExpression](repeating: LinearExpression(), count: program.instructions.count)
    var most = [Int](repeating: 0, count: program.instructions.count)
    for (number, events) in table.events.enumerated() {
      for (place, event) in events.enumerated() where event.gain > 0 {
        benefits[event.time] += event.gain * service(number, place)
        most[event.time] += event.gain
      }
    }
    var cost = LinearExpression()
    for (time, instruction) in program.instructions.enumerated() {
      if most[time] <= instruction.baseTime {
        cost -= benefits[time]
      } else {
        let saved = model.integer(0...instruction.baseTime)
        model.add(saved <= benefits[time])
        capped.append((time, saved))
        cost -= saved
      }
    }
    model.minimize(cost)
  }

  func guide(_ lowered: LoweredModel) {}
}
