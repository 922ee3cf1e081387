/// The parts of Kubernetes' objects that decide where a pod can run, under their API names. Everything else is skipped.
package enum KubernetesObjects {
  package struct Metadata: JSONReadable {
    package private(set) var name: String?
    package private(set) var namespace: String?
    package private(set) var uid: String?
    package private(set) var labels: [String: String]?
    private(set) var annotations: Annotations?
    private(set) var ownerReferences: [OwnerReference]?
    /// A time; that it is there says that the object is being deleted.
    private(set) var deletionTimestamp: String?

    package init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "name": try json.read(&name)
        case "namespace": try json.read(&namespace)
        case "uid": try json.read(&uid)
        case "labels": try json.read(&labels)
        case "annotations": try json.read(&annotations)
        case "ownerReferences": try json.read(&ownerReferences)
        case "deletionTimestamp": try json.read(&deletionTimestamp)
        default: try json.skipValue()
        }
      }
    }
  }

  /// The two annotations that matter.
  struct Annotations: JSONReadable {
    private(set) var mirror: String?
    private(set) var safeToEvict: String?

    init(from json: inout JSONReader) throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "kubernetes.io/config.mirror": try json.read(&mirror)
        case "cluster-autoscaler.kubernetes.io/safe-to-evict": try json.read(&safeToEvict)
        default: try json.skipValue()
        }
      }
    }
  }

  struct OwnerReference: JSONReadable {
    let kind: String
    let name: String
    private(set) var controller: Bool?

    init(from json: inout JSONReader) throws(InputError) {
      var kind: String?
      var name: String?
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "kind": try json.read(&kind)
        case "name": try json.read(&name)
        case "controller": try json.read(&controller)
        default: try json.skipValue()
        }
      }
      self.kind = try json.required(kind, "kind", of: object)
      self.name = try json.required(name, "name", of: object)
    }
  }

  package struct Node: JSONReadable {
    struct Spec: JSONReadable {
      private(set) var unschedulable: Bool?
      private(set) var taints: [Taint]?

      init(from json: inout JSONReader) throws(InputError) {
        try json.beginObject()
        while let key = try json.nextKey() {
          switch key {
          case "unschedulable": try json.read(&unschedulable)
          case "taints": try json.read(&taints)
          default: try json.skipValue()
          }
        }
      }
    }

    struct Status: JSONReadable {
      private(set) var allocatable: [String: Quantity]?
      private(set) var capacity: [String: Quantity]?

      init(from json: inout JSONReader) throws(InputError) {
        try json.beginObject()
        while let key = try json.nextKey() {
          switch key {
          case "allocatable": try json.read(&allocatable)
          case "capacity": try json.read(&capacity)
          default: try json.skipValue()
          }
        }
      }
    }

    package let metadata: Metadata
    private(set) var spec: Spec?
    private(set) var status: Status?

    package init(from json: inout JSONReader) throws(InputError) {
      var metadata: Metadata?
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
        default: try json.skipValue()
        }
      }
      self.key = try json.required(key, "key", of: object)
      self.effect = try json.required(effect, "effect", of: object)
    }
  }

  package struct PriorityClass: JSONReadable {
    package let metadata: Metadata
    let value: Int
    private(set) var globalDefault: Bool?

    package init(from json: inout JSONReader) throws(InputError) {
      var metadata: Metadata?
      var value: Int?
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "metadata": try json.read(&metadata)
        case "value": try json.read(&value)
        case "globalDefault": try json.read(&globalDefault)
        default: try json.skipValue()
        }
      }
      self.metadata = try json.required(metadata, "metadata", of: object)
      self.value = try json.required(value, "value", of: object)
    }
  }

  package struct Namespace: JSONReadable {
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
