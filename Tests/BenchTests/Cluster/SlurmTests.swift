import Foundation
import Testing

@testable import Bench

/// A campaign through commands of the names of Slurm's, which run the elements of an array at once.
@Suite struct SlurmTests {
  @Test func anArrayIsSubmittedMergedAndWhatIsMissingSubmittedAgain() throws {
    let fake = FakeSolver(Scratch())
    let scratch = fake.scratch
    let paths = (0..<6).map { fake.instance("i\($0)", "summary optimal \($0) \($0)") }
    // The first submission loses its third element.
    let bin = scratch["bin"]
    let script = Subprocess.exclusively {
      scratch.write(
        """
        #!/bin/sh
        echo "$*" >> '\(scratch.path)/sbatch'
        for word; do case $word in --array=*) array=${word#*=};; esac; file=$word; done
        for i in $(echo $array | tr , ' '); do
          [ $i = 3 ] && [ ! -e '\(scratch.path)/lost' ] && { touch '\(scratch.path)/lost'; continue; }
          SLURM_ARRAY_TASK_ID=$i sh $file >> '\(scratch.path)/log' 2>&1
        done
        echo 41
        """, to: "bin/sbatch")
    }
    let queue = Subprocess.exclusively { scratch.write("#!/bin/sh\nexit 0\n", to: "bin/squeue") }
    for path in [script, queue] { chmod(path, 0o755) }
    let result = try Subprocess.run(
      "/usr/bin/env",
      ["PATH=\(bin):/usr/bin:/bin", Programs.bench, "run", "--campaign", scratch["c.db"], "--engine", "slurm"]
        + ["--parts", "3", "--interval", "0.01", "--no-pin", "--solver", fake.program, "--variant", "native"]
        + ["--sbatch=--partition=long"] + paths)
    #expect(result.status == 0 && result.output.contains("6 of 6 runs: 6 optimal"), "\(scratch.read("log"))")
    let submissions = scratch.read("sbatch").split(separator: "\n")
    #expect(submissions.count == 2 && submissions[0].contains("--array=1,2,3 "))
    #expect(submissions[1].contains("--array=3 ") && submissions[1].contains("--partition=long"))
    #expect(fake.began.count == 6)
  }
}
