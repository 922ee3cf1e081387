import Basics

extension KubernetesObjects {
  /// What nodes and disruption budgets have in common: metadata, specification, status.
  struct ObjectParts<Spec: JSONReadable, Status: JSONReadable> {
    let metadata: Metadata
    let spec: Spec?
    let status: Status?
    /// What the specification has that is not known here.
    let unknown: [String]

    /// - Parameter kind: what messages call it, such as "a node".
    init(from json: inout JSONReader, of kind: String) throws(InputError) {
      var metadata: Metadata?
      var spec: Spec?
      var status: Status?
      var unknown: [String] = []
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "metadata": try json.read(&metadata)
        case "status": try json.read(&status)
        case "spec": unknown += try json.unknown { (json) throws(InputError) in try json.read(&spec) }
        default:
          unknown += try json.unknown { (json) throws(InputError) in
            try json.skip(key, of: kind, harmless: KubernetesFields.object)
          }
        }
      }
      self.metadata = try json.required(metadata, "metadata", of: object)
      self.spec = spec
      self.status = status
      self.unknown = unknown
    }
  }
}
