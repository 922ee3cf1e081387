// What `import Modeling` gives: models as a user states them, and the engines that solve them.
@_exported import Lowering
@_exported import Solving
@_exported import Statements
