import Basics

extension PlainCluster: JSONReadable {
  init(from json: inout JSONReader) throws(InputError) {
    var name: String?
    var nodes: [Node]?
    var pods: [Pod]?
    var unknown: [String] = []
    let object = try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "name": try json.read(&name)
      case "nodes": try json.read(&nodes)
      case "pods": try json.read(&pods)
      default: unknown.append(try json.skip(key))
      }
    }
    self.init(
      name: name, nodes: try json.required(nodes, "nodes", of: object),
      pods: try json.required(pods, "pods", of: object), unknown: unknown)
  }
}

extension PlainCluster.Node: JSONReadable {
  init(from json: inout JSONReader) throws(InputError) {
    var name: String?
    var cpu: PlainCluster.Amount?
    var mem: PlainCluster.Amount?
    var unknown: [String] = []
    let object = try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "name": try json.read(&name)
      case "cpu": try json.read(&cpu)
      case "mem": try json.read(&mem)
      default: unknown.append(try json.skip(key))
      }
    }
    self.init(
      name: try json.required(name, "name", of: object), cpu: try json.required(cpu, "cpu", of: object),
      mem: try json.required(mem, "mem", of: object), unknown: unknown)
  }
}

extension PlainCluster.Pod: JSONReadable {
  init(from json: inout JSONReader) throws(InputError) {
    var name: String?
    var cpu: PlainCluster.Amount?
    var mem: PlainCluster.Amount?
    var priority: Int?
    var node: String?
    var unknown: [String] = []
    let object = try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "name": try json.read(&name)
      case "cpu": try json.read(&cpu)
      case "mem": try json.read(&mem)
      case "priority": try json.read(&priority)
      case "node": try json.read(&node)
      default: unknown.append(try json.skip(key))
      }
    }
    self.init(
      name: try json.required(name, "name", of: object), cpu: try json.required(cpu, "cpu", of: object),
      mem: try json.required(mem, "mem", of: object), priority: priority, node: node,
      unknown: unknown)
  }
}

extension PlainCluster.Amount: JSONReadable {
  init(from json: inout JSONReader) throws(InputError) {
    let (digits, isPlain) = try json.number("an amount")
    if isPlain, let integer = Int(digits), integer >= 0 {
      self.init(integer)
      return
    }
    guard let number = Double(digits), number >= 0, number < 0x1p62 else {
      throw json.error(expected: "an amount from 0 to 2^62", found: digits)
    }
    self.init(value: number, integer: Int(number))
  }
}

extension JSONReader {
  /// Passes over the value of a key that is not known, which is returned.
  fileprivate mutating func skip(_ key: String) throws(InputError) -> String {
    try skipValue()
    return key
  }
}
