/// Virtual machines on machines of one or two NUMA nodes: at most `mnl` of them move, so that as few free cores as
/// possible are left over by blocks of `x`. Refuted by prices: line 67 is a scale, a unit of memory (0 where memory is
/// not looked at), the price of a migration and of each class, in order of nodes, cores and memory.
///
/// A machine's exchange is who of each class leaves it and who comes. At any prices, no solution gains more blocks than
/// the best exchanges of all machines and the price of all migrations are worth: of each class as many come as leave.
struct ReschedulingProblem: OwnProblem {
  private struct Amount: Hashable { var cpu = 0, memory = 0 }
  private struct Guest { var size = Amount(), nodes = 1, machine = 0, node = -1, isFixed = false }

  private var machines: [[Amount]] = []
  private var racks: [String] = []
  private var guests: [Guest] = []
  private var groups: [(members: [Int], isOfRacks: Bool)] = []
  private let block, limit: Int

  init(_ text: [UInt8], question: [String: Int]) throws {
    guard let json = try? JSON.read(text, name: "the instance"), let hosts = json["pms"]?.list,
      let records = json["vms"]?.list
    else { throw Unreadable("JSON with pms and vms expected") }
    func check(_ object: JSON, _ keys: Set<String>) throws {
      guard case .object(let members) = object, keys.isSuperset(of: members.keys)
      else { throw Unreadable("only \(keys.sorted().joined(separator: ", ")) expected") }
    }
    try check(json, ["x", "mnl", "pms", "vms", "antiAffinity", "rackAntiAffinity", "name", "parallel"])
    block = try question["fragment"] ?? json["x"].map { try whole($0, 1) } ?? 16
    limit = try question["mnl"] ?? json["mnl"].map { try whole($0) } ?? 50
    guard block > 0, limit >= 0 else { throw Unreadable("a block and a limit expected") }
    for (number, host) in hosts.enumerated() {
      try check(host, ["name", "numas", "rack"])
      let nodes = try (host["numas"]?.list ?? []).map {
        Amount(cpu: try whole($0["cpu"]), memory: try whole($0["mem"]))
      }
      guard (1...2).contains(nodes.count) else { throw Unreadable("machines of one or two nodes expected") }
      machines.append(nodes)
      racks.append(host["rack"]?.word ?? "\0\(number)")
    }
    for record in records {
      try check(record, ["name", "cpu", "mem", "numas", "pm", "numa", "fixed"])
      var guest = Guest()
      guest.nodes = try record["numas"].map { try whole($0, 1) } ?? 1
      let (cpu, memory) = (try whole(record["cpu"]), try whole(record["mem"]))
      guard guest.nodes <= 2, cpu % guest.nodes == 0, memory % guest.nodes == 0
      else { throw Unreadable("VMs with equal shares of one or two nodes expected") }
      guest.size = Amount(cpu: cpu / guest.nodes, memory: memory / guest.nodes)
      guest.machine = try whole(record["pm"])
      guest.node = guest.nodes == 2 ? -1 : try whole(record["numa"])
      guest.isFixed = record["fixed"]?.truth ?? false
      guard isPlace(guest) else { throw Unreadable("places of VMs expected") }
      guests.append(guest)
    }
    for (key, isOfRacks) in [("antiAffinity", false), ("rackAntiAffinity", true)] {
      for group in json[key]?.list ?? [] {
        let members = try (group.list ?? []).map { try whole($0) }
        guard members.allSatisfy(guests.indices.contains) else { throw Unreadable("groups of VMs expected") }
        groups.append((members, isOfRacks))
      }
    }
    guard (try? free(guests)) != nil else { throw Unreadable("room for all VMs where they are expected") }
  }

  private func isPlace(_ guest: Guest) -> Bool {
    machines.indices.contains(guest.machine)
      && (guest.nodes == 2 ? machines[guest.machine].count == 2 : machines[guest.machine].indices.contains(guest.node))
  }

  /// What is free of each node.
  private func free(_ guests: [Guest]) throws -> [[Amount]] {
    var free = machines
    for guest in guests {
      for node in guest.node < 0 ? [0, 1] : [guest.node] {
        free[guest.machine][node].cpu -= guest.size.cpu
        free[guest.machine][node].memory -= guest.size.memory
      }
    }
    for (machine, nodes) in free.enumerated() {
      try need(nodes.allSatisfy { $0.cpu >= 0 && $0.memory >= 0 }, "machine \(machine) holds more than it can")
    }
    return free
  }

  private func fragment(_ guests: [Guest]) throws -> Int {
    try free(guests).reduce(0) { sum, nodes in nodes.reduce(sum) { $0 + $1.cpu % block } }
  }

  func objective(of solution: JSON) throws -> [Int] {
    var placed = guests
    var moved: Set<Int> = []
    for migration in solution["migrations"]?.list ?? [] {
      guard let number = migration["vm"]?.number, guests.indices.contains(number), let to = migration["to"],
        let machine = to["pm"]?.number
      else { throw Rejection("a migration without a VM or a place") }
      placed[number].machine = machine
      if let nodes = to["numa"]?.list {
        try need(nodes.map(\.number) == [0, 1] && guests[number].nodes == 2, "VM \(number) may not be there")
      } else {
        placed[number].node = to["numa"]?.number ?? -1
      }
      try need(isPlace(placed[number]) && !guests[number].isFixed, "VM \(number) may not be there")
      try need(moved.insert(number).inserted && moved.count <= limit, "a migration too many")
    }
    for group in groups {
      func counts(_ guests: [Guest]) -> [String: Int] {
        group.members.reduce(into: [:]) { counts, member in
          let machine = guests[member].machine
          counts[group.isOfRacks ? racks[machine] : "\(machine)", default: 0] += 1
        }
      }
      let before = counts(guests)
      for (place, count) in counts(placed) {
        try need(count <= max(1, before[place] ?? 0), "a group is not apart on \(place)")
      }
    }
    return [try fragment(placed)]
  }

  func refute(below bound: [Int]?, by lines: inout OwnLines) throws {
    guard let bound = bound?.last else { throw Rejection("to move nothing is a solution") }
    guard let line = try lines.next(), line.code == 67, line.numbers.count >= 3, line.numbers[0] > 0
    else { throw Rejection("a scale, a unit of memory and prices expected") }
    let gain = try ExchangePrices(
      hosts: machines.map { $0.map { ($0.cpu, $0.memory) } },
      guests: guests.map { ($0.size.cpu, $0.size.memory, $0.nodes, $0.machine, $0.node, $0.isFixed) },
      block: block, limit: limit, line.numbers
    ).gain()
    try need(try fragment(guests) - block * gain >= bound, "\(gain) blocks may be gained")
  }
}
