/// What stands behind `::`, as far as anything is made of it.
indirect enum Annotation {
  case call(String, [Annotation])
  case list([Annotation])
  case value(FlatZincContents.Argument)
  case word(String)
  case text
}
