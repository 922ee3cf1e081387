"""What pages name: options, and the programs, targets and tests of commands that are not run."""
import os
import re
import subprocess

from left_out import FOREIGN_OPTIONS

OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*[a-z]")


def texts(folder):
    """The texts of all files of a folder but its pages and what is built there."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".md" and ".build" not in path.parts and path.stat().st_size < 1_000_000:
            yield path.read_text(errors="replace")


class Names:
    """What there is to be named in the repository at `root`, with programs beside the `dovetail` at `program`."""

    def __init__(self, root, program):
        self.root, self.program = root, program
        self.tools = {option for text in texts(root / "Tools") for option in OPTION.findall(text)}
        # Options of a program that is not built are not known, and nothing is said of any.
        programs = ("dovetail-server", "dovetail-controller", "dovetail-verify", "cluster-double")
        self.unbuilt = [name for name in ("dovetail-bench", *programs) if not self.is_built(name)]
        self.ours = set()
        if not self.unbuilt:
            self.ours = self.options(program)
            for name in programs:
                self.ours |= self.options(program.parent / name)
            # A problem's generator has options of its own.
            for folder in (root / "Instances").iterdir():
                self.ours |= set(OPTION.findall(self.help([str(program), "generate", folder.name])))

    def is_built(self, name):
        return os.access(self.program.parent / name, os.X_OK)

    @staticmethod
    def help(words):
        done = subprocess.run(
            [*words, "--help"], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
        return done.stdout + done.stderr

    def options(self, program, words=()):
        """Of a program and all its commands below these words."""
        text = self.help([str(program), *words])
        found = set(OPTION.findall(text))
        if "SUBCOMMANDS:" in text and len(words) < 3:
            for name in re.findall(r"^  ([a-z][a-z-]*)(?: |$)", text.split("SUBCOMMANDS:")[1], re.M):
                found |= self.options(program, (*words, name))
        return found

    def wrong_options(self, page, text):
        """Options that the page names and no program has."""
        if self.unbuilt:
            return []
        wrong = []
        for number, line in enumerate(text.splitlines(), 1):
            line = re.sub(r"[A-Za-z]+://\S+", "", line)
            for option in OPTION.findall(line):
                if option not in self.ours | self.tools | FOREIGN_OPTIONS:
                    wrong.append(f"{page}:{number}: names {option}\n    which no program has")
        return wrong

    def wrong_tool(self, command):
        """What is wrong with a line that begins with Tools/: the program, or an option that it does not have."""
        path = self.root / command.program
        if not path.is_file() or not os.access(path, os.X_OK):
            return "there is no such program"
        folder = path.parent if path.parent != self.root / "Tools" else None
        known = "\n".join(texts(folder)) if folder else path.read_text(errors="replace")
        for option in OPTION.findall(command.text):
            if option not in known:
                return f"{command.program} has no {option}"
        return None

    def wrong_swift(self, command):
        """What is wrong with a call of swift, which is not run: its products, targets, tests and folders."""
        words = command.text.split()
        words = words[words.index("swift"):]
        given = {words[i]: words[i + 1].strip("'\"") for i in range(len(words) - 1) if words[i].startswith("-")}
        package = self.root / given.get("--package-path", "")
        if not (package / "Package.swift").exists():
            return f"there is no package in {given['--package-path']}"
        manifest = (package / "Package.swift").read_text()
        named = [given[key] for key in ("--product", "--target") if key in given]
        if words[1] == "run":
            skipped, rest = False, []
            for word in words[2:]:
                if skipped or word.startswith("-"):
                    skipped = not skipped and word.startswith("-")
                    continue
                rest.append(word)
            named += rest[:1]
        for name in named:
            if f'"{name}"' not in manifest and not (package / "Sources" / name).exists():
                return f"there is no product or target {name}"
        if "--filter" in given:
            pattern = re.compile(given["--filter"].replace("^", r"\b"))
            tests = package / "Tests"
            names = [path.name for path in tests.iterdir()]
            if not any(pattern.search(name) for name in names) and not any(pattern.search(t) for t in texts(tests)):
                return f"no test has {given['--filter']} in its name"
        return None
