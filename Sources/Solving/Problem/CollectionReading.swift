/// A problem with file formats that hold several instances: its `parse` takes the one that `SourceText.selection` says,
/// and asks for a selection where there are several and none is given.
public protocol CollectionReading: Problem {}
