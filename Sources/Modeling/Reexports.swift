// A user says `import Modeling` and has what a model says beside what solves it.
@_exported import Statements
