import Basics

/// Pods as the API writes them.
extension KubernetesObjects {
  package struct Pod: KubernetesObject {
    static let needsName = true
    package let metadata: Metadata
    private(set) var spec: PodSpec
    private(set) var status: PodStatus?
    /// What its specification has that is not known here.
    let unknown: [String]
    /// Of a cluster that is watched: which reading of it this is, unlike all others.
    var reading: UInt64?

    /// A pod that a controller would make.
    init(metadata: Metadata, spec: PodSpec, unknown: [String]) {
      self.metadata = metadata
      self.spec = spec
      self.unknown = unknown
    }

    var namespace: String { metadata.namespace ?? "default" }
    var label: String { "\(namespace)/\(metadata.name ?? "")" }
    var hasEnded: Bool { status?.phase == "Succeeded" || status?.phase == "Failed" }
    var isPending: Bool { spec.nodeName?.isEmpty ?? true }

    /// In place of a volume of the same name, as StatefulSets have it.
    mutating func addClaim(_ name: String, volume: String) {
      let others = (spec.volumes ?? []).filter { $0.name != volume }
      spec.volumes = others + [Volume(name: volume, source: .claim(name))]
    }

    package init(from json: inout JSONReader) throws(InputError) {
      var status: PodStatus?
      let parts = try KubernetesObjectParts<PodSpec>(from: &json, of: "a pod") { (json) throws(InputError) in
        try json.read(&status)
      }
      (metadata, spec, unknown) = (
        parts.metadata, try json.required(parts.spec, "spec", of: parts.start), parts.unknown
      )
      self.status = status
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
    private(set) var preemptionPolicy: String?
    private(set) var schedulerName: String?
    fileprivate(set) var volumes: [Volume]?
    private(set) var resourceClaims: [ResourceClaim]?
    private(set) var runtimeClassName: String?

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
        case "preemptionPolicy": try json.read(&preemptionPolicy)
        case "schedulerName": try json.read(&schedulerName)
        case "volumes": try json.read(&volumes)
        case "resourceClaims": try json.read(&resourceClaims)
        case "runtimeClassName": try json.read(&runtimeClassName)
        default: try json.skip(key, of: "a pod's spec", harmless: KubernetesFields.podSpec)
        }
      }
      json.note(preemptionPolicy, of: "preemptionPolicy", unlessIn: KubernetesFields.preemptionPolicies)
      for container in initContainers ?? [] {
        json.note(container.restartPolicy, of: "restartPolicy", unlessIn: KubernetesFields.restartPolicies)
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
    private(set) var nominatedNodeName: String?
    private(set) var conditions: [Condition]?
    /// What became of a resize, in older versions of the API.
    private(set) var resize: String?

    /// Whether the kubelet has refused the sizes that the specification asks for.
    var isResizeInfeasible: Bool {
      resize == "Infeasible"
        || (conditions ?? []).contains {
          $0.type == "PodResizePending" && $0.status != "False" && $0.reason == "Infeasible"
        }
    }

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "phase": try json.read(&phase)
        case "containerStatuses": try json.read(&containerStatuses)
        case "initContainerStatuses": try json.read(&initContainerStatuses)
        case "nominatedNodeName": try json.read(&nominatedNodeName)
        case "conditions": try json.read(&conditions)
        case "resize": try json.read(&resize)
        default: try json.skip(key, of: "a pod's status", harmless: KubernetesFields.podStatus)
        }
      }
      json.note(phase, of: "a pod's phase", unlessIn: KubernetesFields.phases)
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
        default: try json.skip(key, of: "a container", harmless: KubernetesFields.container)
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
        default: try json.skip(key, of: "resources", harmless: KubernetesFields.resources)
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
        default: try json.skip(key, of: "a port", harmless: KubernetesFields.containerPort)
        }
      }
      json.note(`protocol`, of: "a port's protocol", unlessIn: ["TCP", "UDP", "SCTP"])
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
        default: try json.skip(member, of: "a toleration", harmless: KubernetesFields.toleration)
        }
      }
      json.note(`operator`, of: "a toleration's operator", unlessIn: KubernetesFields.tolerationOperators)
      json.note(effect, of: "a toleration's effect", unlessIn: KubernetesFields.effects)
    }
  }
}
