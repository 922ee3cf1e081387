/// Pods as the API writes them.
extension KubernetesObjects {
  package struct Pod: JSONReadable {
    package let metadata: Metadata
    let spec: PodSpec
    private(set) var status: PodStatus?

    package init(from json: inout JSONReader) throws(InputError) {
      var metadata: Metadata?
      var spec: PodSpec?
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "metadata": try json.read(&metadata)
        case "spec": try json.read(&spec)
        case "status": try json.read(&status)
        default: try json.skipValue()
        }
      }
      self.metadata = try json.required(metadata, "metadata", of: object)
      self.spec = try json.required(spec, "spec", of: object)
    }
  }

  struct PodSpec: JSONReadable {
    private(set) var nodeName: String?
    private(set) var hostNetwork: Bool?
    private(set) var priority: Int?
    private(set) var priorityClassName: String?
    private(set) var nodeSelector: [String: String]?
    private(set) var affinity: Affinity?
    private(set) var tolerations: [Toleration]?
    private(set) var topologySpreadConstraints: [SpreadConstraint]?
    private(set) var containers: [Container]?
    private(set) var initContainers: [Container]?
    private(set) var overhead: [String: Quantity]?
    /// Of the pod as a whole.
    private(set) var resources: Resources?
    private(set) var schedulingGates: [SchedulingGate]?

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "nodeName": try json.read(&nodeName)
        case "hostNetwork": try json.read(&hostNetwork)
        case "priority": try json.read(&priority)
        case "priorityClassName": try json.read(&priorityClassName)
        case "nodeSelector": try json.read(&nodeSelector)
        case "affinity": try json.read(&affinity)
        case "tolerations": try json.read(&tolerations)
        case "topologySpreadConstraints": try json.read(&topologySpreadConstraints)
        case "containers": try json.read(&containers)
        case "initContainers": try json.read(&initContainers)
        case "overhead": try json.read(&overhead)
        case "resources": try json.read(&resources)
        case "schedulingGates": try json.read(&schedulingGates)
        default: try json.skipValue()
        }
      }
    }
  }

  struct SchedulingGate: JSONReadable {
    let name: String

    init(from json: inout JSONReader) throws(InputError) {
      var name: String?
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "name": try json.read(&name)
        default: try json.skipValue()
        }
      }
      self.name = try json.required(name, "name", of: object)
    }
  }

  struct PodStatus: JSONReadable {
    private(set) var phase: String?
    private(set) var containerStatuses: [ContainerStatus]?
    private(set) var initContainerStatuses: [ContainerStatus]?

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "phase": try json.read(&phase)
        case "containerStatuses": try json.read(&containerStatuses)
        case "initContainerStatuses": try json.read(&initContainerStatuses)
        default: try json.skipValue()
        }
      }
    }
  }

  struct ContainerStatus: JSONReadable {
    let name: String
    private(set) var allocatedResources: [String: Quantity]?
    private(set) var resources: Resources?

    init(from json: inout JSONReader) throws(InputError) {
      var name: String?
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "name": try json.read(&name)
        case "allocatedResources": try json.read(&allocatedResources)
        case "resources": try json.read(&resources)
        default: try json.skipValue()
        }
      }
      self.name = try json.required(name, "name", of: object)
    }
  }

  struct Container: JSONReadable {
    private(set) var name: String?
    private(set) var resources: Resources?
    private(set) var ports: [ContainerPort]?
    private(set) var restartPolicy: String?

    /// An init container that keeps running beside the others.
    var isSidecar: Bool { restartPolicy == "Always" }

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "name": try json.read(&name)
        case "resources": try json.read(&resources)
        case "ports": try json.read(&ports)
        case "restartPolicy": try json.read(&restartPolicy)
        default: try json.skipValue()
        }
      }
    }
  }

  struct Resources: JSONReadable {
    private(set) var requests: [String: Quantity]?
    private(set) var limits: [String: Quantity]?

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "requests": try json.read(&requests)
        case "limits": try json.read(&limits)
        default: try json.skipValue()
        }
      }
    }
  }

  struct ContainerPort: JSONReadable {
    private(set) var containerPort: Int?
    private(set) var hostPort: Int?
    private(set) var hostIP: String?
    private(set) var `protocol`: String?

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "containerPort": try json.read(&containerPort)
        case "hostPort": try json.read(&hostPort)
        case "hostIP": try json.read(&hostIP)
        case "protocol": try json.read(&`protocol`)
        default: try json.skipValue()
        }
      }
    }
  }

  struct Toleration: JSONReadable {
    private(set) var key: String?
    private(set) var `operator`: String?
    private(set) var value: String?
    private(set) var effect: String?

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let member = try json.nextKey() {
        switch member {
        case "key": try json.read(&key)
        case "operator": try json.read(&`operator`)
        case "value": try json.read(&value)
        case "effect": try json.read(&effect)
        default: try json.skipValue()
        }
      }
    }
  }
}
