import Basics

extension VMRescheduling {
  /// Numbers for places: the nodes of all machines, and then, machine by machine, what VMs of several nodes can take.
  final class SiteTable {
    private let instance: Instance
    /// Of each site.
    let machine: Buffer<Int32>
    let nodes: [NodeSet]
    private let codes: [Int]
    /// Numbers of nodes that VMs are on, from 2.
    private let widths: [Int]
    /// Where the sites of each machine and width begin, and the end of the last.
    private var start: [Int]

    init(_ instance: Instance) {
      self.instance = instance
      widths = Set(instance.virtualMachines.map(\.nodeCount)).filter { $0 > 1 }.sorted()
      var places: [Place] = []
      for number in 0..<instance.machineCount {
        places += instance.machines[number].nodes.indices.map { Place(machine: number, node: $0) }
      }
      start = []
      for number in 0..<instance.machineCount {
        for width in widths {
          start.append(places.count)
          places += instance.places(on: number, for: width)
        }
      }
      start.append(places.count)
      machine = Buffer(places.map { Int32($0.machine) })
      nodes = places.map(\.nodes)
      codes = places.map(\.node)
    }

    var count: Int { codes.count }

    func place(_ site: Int) -> Place { Place(machine: Int(machine[site]), node: codes[site]) }

    /// Among the nodes of all machines, the first of the site's machine.
    @inline(__always) func firstNode(of site: Int) -> Int { instance.nodeStart[Int(machine[site])] }

    /// -1 for a place that is none of those listed.
    func number(_ place: Place) -> Int32 {
      if place.node >= 0 { return Int32(instance.nodeStart[place.machine] + place.node) }
      return sites(on: place.machine, place.nodes.count).first { codes[$0] == place.node }.map { Int32($0) } ?? -1
    }

    private func sites(on machine: Int, _ width: Int) -> Range<Int> {
      guard let kind = widths.firstIndex(of: width) else { return 0..<0 }
      let index = machine * widths.count + kind
      return start[index]..<start[index + 1]
    }

    /// The sites of so many nodes that have this one, which is counted over all machines.
    func sites(with node: Int, _ width: Int) -> [Int] {
      let number = Int(machine[node])
      return sites(on: number, width).filter { nodes[$0].contains(node - instance.nodeStart[number]) }
    }
  }
}
