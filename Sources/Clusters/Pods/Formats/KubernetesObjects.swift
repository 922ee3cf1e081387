import Basics

/// The parts of Kubernetes' objects that decide where a pod can run, under their API names. Everything else is skipped.
package enum KubernetesObjects {
  package struct Metadata: JSONReadable {
    package private(set) var name: String?
    package private(set) var namespace: String?
    package private(set) var uid: String?
    package private(set) var labels: [String: String]?
    private(set) var annotations: [String: String]?
    private(set) var ownerReferences: [OwnerReference]?
    /// A time; that it is there says that the object is being deleted.
    private(set) var deletionTimestamp: String?

    /// What would make the object anew.
    var controller: OwnerReference? { ownerReferences?.first { $0.controller == true } }
    /// Of an object that lives in a namespace.
    var label: String { "\(namespace ?? "default")/\(name ?? "")" }

    /// Of an object that a controller would make from `template`.
    init(name: String, namespace: String?, owner: OwnerReference?, template: Metadata? = nil) {
      self.name = name
      self.namespace = namespace
      labels = template?.labels
      annotations = template?.annotations
      ownerReferences = owner.map { [$0] }
    }

    package init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "name": try json.read(&name)
        case "namespace": try json.read(&namespace)
        case "uid": try json.read(&uid)
        case "labels": try json.read(&labels)
        case "annotations": annotations = try KubernetesAnnotations.read(from: &json)
        case "ownerReferences": try json.read(&ownerReferences)
        case "deletionTimestamp": try json.read(&deletionTimestamp)
        default: try json.skip(key, of: "an object's metadata", harmless: KubernetesFields.metadata)
        }
      }
    }
  }

  struct OwnerReference: JSONReadable {
    let kind: String
    let name: String
    private(set) var controller: Bool?

    init(kind: String, name: String) {
      self.kind = kind
      self.name = name
      controller = true
    }

    init(from json: inout JSONReader) throws(InputError) {
      var kind: String?
      var name: String?
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "kind": try json.read(&kind)
        case "name": try json.read(&name)
        case "controller": try json.read(&controller)
        default: try json.skip(key, of: "an owner", harmless: ["apiVersion", "uid", "blockOwnerDeletion"])
        }
      }
      self.kind = try json.required(kind, "kind", of: object)
      self.name = try json.required(name, "name", of: object)
    }
  }

  package struct Node: KubernetesObject {
    static let needsName = true
    struct Spec: JSONReadable {
      private(set) var unschedulable: Bool?
      private(set) var taints: [Taint]?

      init(from json: inout JSONReader) throws(InputError) {
        try json.beginObject()
        while let key = try json.nextKey() {
          switch key {
          case "unschedulable": try json.read(&unschedulable)
          case "taints": try json.read(&taints)
          default: try json.skip(key, of: "a node's spec", harmless: KubernetesFields.nodeSpec)
          }
        }
      }
    }

    struct Status: JSONReadable {
      private(set) var allocatable: [String: Quantity]?
      private(set) var capacity: [String: Quantity]?
      private(set) var conditions: [Condition]?

      init(from json: inout JSONReader) throws(InputError) {
        try json.beginObject()
        while let key = try json.nextKey() {
          switch key {
          case "allocatable": try json.read(&allocatable)
          case "capacity": try json.read(&capacity)
          case "conditions": try json.read(&conditions)
          default: try json.skip(key, of: "a node's status", harmless: KubernetesFields.nodeStatus)
          }
        }
      }
    }

    package let metadata: Metadata
    private(set) var spec: Spec?
    private(set) var status: Status?
    /// What its specification has that is not known here.
    let unknown: [String]

    package init(from json: inout JSONReader) throws(InputError) {
      var status: Status?
      let parts = try KubernetesObjectParts<Spec>(from: &json, of: "a node") { (json) throws(InputError) in
        try json.read(&status)
      }
      (metadata, spec, unknown) = (parts.metadata, parts.spec, parts.unknown)
      self.status = status
    }
  }

  /// What the status says of one matter, such as Ready.
  struct Condition: JSONReadable {
    private(set) var type: String?
    private(set) var status: String?
    private(set) var reason: String?

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "type": try json.read(&type)
        case "status": try json.read(&status)
        case "reason": try json.read(&reason)
        default: try json.skip(key, of: "a condition", harmless: KubernetesFields.condition)
        }
      }
    }
  }

  struct Taint: JSONReadable {
    let key: String
    private(set) var value: String?
    let effect: String

    init(from json: inout JSONReader) throws(InputError) {
      var key: String?
      var effect: String?
      let object = try json.beginObject()
      while let member = try json.nextKey() {
        switch member {
        case "key": try json.read(&key)
        case "value": try json.read(&value)
        case "effect": try json.read(&effect)
        default: try json.skip(member, of: "a taint", harmless: KubernetesFields.taint)
        }
      }
      self.key = try json.required(key, "key", of: object)
      self.effect = try json.required(effect, "effect", of: object)
      json.note(effect, of: "a taint's effect", unlessIn: KubernetesFields.effects)
    }
  }

  package struct PriorityClass: KubernetesObject {
    package let metadata: Metadata
    let value: Int
    private(set) var globalDefault: Bool?
    private(set) var preemptionPolicy: String?

    package init(from json: inout JSONReader) throws(InputError) {
      var metadata: Metadata?
      var value: Int?
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "metadata": try json.read(&metadata)
        case "value": try json.read(&value)
        case "globalDefault": try json.read(&globalDefault)
        case "preemptionPolicy": try json.read(&preemptionPolicy)
        default: try json.skip(key, of: "a priority class", harmless: KubernetesFields.priorityClass)
        }
      }
      self.metadata = try json.required(metadata, "metadata", of: object)
      self.value = try json.required(value, "value", of: object)
      json.note(preemptionPolicy, of: "preemptionPolicy", unlessIn: KubernetesFields.preemptionPolicies)
    }
  }

  package struct Namespace: KubernetesObject {
    let metadata: Metadata

    package init(from json: inout JSONReader) throws(InputError) {
      var metadata: Metadata?
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "metadata": try json.read(&metadata)
        default: try json.skipValue()
        }
      }
      self.metadata = try json.required(metadata, "metadata", of: object)
    }
  }
}
