import Basics

/// What the objects have whose specification is read: metadata, a spec, and often a status.
struct KubernetesObjectParts<Spec: JSONReadable> {
  let metadata: KubernetesObjects.Metadata
  let spec: Spec?
  /// What its specification has that is not known here.
  let unknown: [String]
  /// Where the object begins, for `required`.
  let start: Int

  /// - Parameters:
  ///   - place: names the object in what is said of unknown fields, such as "a node".
  ///   - harmless: fields beside these that change nothing.
  ///   - readStatus: nil where a status is one more field.
  init(
    from json: inout JSONReader, of place: String, harmless: Set<String> = KubernetesFields.object,
    status readStatus: ((inout JSONReader) throws(InputError) -> Void)? = nil
  ) throws(InputError) {
    var metadata: KubernetesObjects.Metadata?
    var spec: Spec?
    var unknown: [String] = []
    start = try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "metadata": try json.read(&metadata)
      case "spec": unknown += try json.unknown { (json) throws(InputError) in try json.read(&spec) }
      case "status" where readStatus != nil: try readStatus?(&json)
      default:
        unknown += try json.unknown { (json) throws(InputError) in
          try json.skip(key, of: place, harmless: harmless)
        }
      }
    }
    self.metadata = try json.required(metadata, "metadata", of: start)
    self.spec = spec
    self.unknown = unknown
  }
}
