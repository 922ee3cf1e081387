"""Runs the commands of one page, in a folder of its own and in the order in which files come to be."""
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile

from blocks import commands
from left_out import FOREIGN, LEFT_OUT, STAND_INS
from server import Server
from shapes import missing, stable


def limited(text, seconds):
    """The command with a time limit of so many seconds at most, and whether the page's own is another."""
    words = re.search(r"dovetail (solve|curve|bench run)\b", text)
    if not words:
        return text, False
    most = 0.5 if "bench" in words.group() else seconds
    given = re.search(r"--time-limit[ =]([\d.]+)", text)
    if not given:
        return text[: words.end()] + f" --time-limit {most}" + text[words.end() :], True
    if float(given.group(1)) <= most:
        return text, False
    return text[: given.start(1)] + str(most) + text[given.end(1) :], True


def words(text):
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()


class Page:
    """A page of the repository at `root`. `shim` is a folder with the programs, `names` what may be named."""

    def __init__(self, root, name, shim, names, seconds, is_verbose, left_out=LEFT_OUT):
        self.root, self.name, self.shim, self.names = root, name, shim, names
        self.seconds, self.is_verbose, self.left_out = seconds, is_verbose, left_out
        self.text = (root / name).read_text()
        self.commands = commands(name, self.text)
        self.wrong, self.used, self.count, self.skipped = [], set(), 0, []
        # Whether a solve of the page was cut short here, so that what comes after is of another solution.
        self.is_cut = False
        self.server = None

    def check(self):
        self.wrong += self.names.wrong_options(self.name, self.text)
        with tempfile.TemporaryDirectory() as folder:
            self.folder = pathlib.Path(folder)
            waiting = [command for command in self.commands if not self.is_settled(command)]
            if waiting:
                self.furnish()
            try:
                while waiting:
                    # A file may be made further down the page.
                    ready = [c for c in waiting if not self.lacks(c, waiting)] or waiting
                    waiting = [c for c in waiting if c not in ready[:1]]
                    self.run(ready[0])
            finally:
                if self.server:
                    self.server.stop()
        return self

    def is_settled(self, command):
        """Whether nothing is to be run: it is left out for a reason, or what it names is looked at instead."""
        for entry in self.left_out:
            if command.page == entry[0] and entry[1] in command.text:
                self.used.add(entry)
                self.skipped.append(f"{command}\n    not run: {entry[2]}")
                return True
        if command.is_ours or command.program == "curl" or command.program == "dovetail-server":
            if command.is_ours or self.names.is_built("dovetail-server"):
                return False
            self.skipped.append(f"{command}\n    not run: dovetail-server is not built")
        elif command.program.startswith(("Tools/", ".ci/")):
            self.count += 1
            self.complain(command, self.names.wrong_tool(command))
        elif command.program == "swift":
            self.count += 1
            self.complain(command, self.names.wrong_swift(command))
        elif command.program in FOREIGN:
            self.skipped.append(f"{command}\n    not run: {FOREIGN[command.program]}")
        else:
            self.complain(command, "is not run, and Tools/pages/left_out.py has no reason")
        return True

    def complain(self, command, what):
        if what:
            self.wrong.append(f"{command}\n    {what}")

    def furnish(self):
        shutil.copytree(self.root / "Instances", self.folder / "Instances")
        for file in (self.root / self.name).parent.iterdir():
            if self.name.startswith(("Instances/", "Tools/studies/")) and file.is_file():
                shutil.copy(file, self.folder)
        for (page, name), source in STAND_INS.items():
            if page == self.name:
                content = source() if callable(source) else (self.root / source).read_text()
                (self.folder / name).write_text(content)

    def lacks(self, command, waiting):
        """Whether a file that the command reads is written by one that waits."""
        made = {}
        for other in waiting:
            for name in re.findall(r"(?:--output|--state|--plot|--campaign|>)[ =]?(\S+)", other.text):
                made.setdefault(name, other)
        return any(
            made.get(word.split("#")[0].split(":")[0], command) is not command
            and not (self.folder / word.split("#")[0].split(":")[0]).exists()
            for word in words(command.text))

    def run(self, command):
        self.count += 1
        if command.text == "dovetail-server" or command.text.startswith("dovetail-server --"):
            self.server = Server(self.shim, command.text, self.folder)
            self.complain(command, self.server.failure)
            return
        text, is_limited = limited(command.text, self.seconds)
        if command.program in ("curl", "dovetail-server"):
            if not self.server or self.server.failure:
                self.complain(command, "no server runs: the page starts none before")
                return
            text = self.server.addressed(text)
        environment = dict(os.environ, PATH=f"{self.shim}:{os.environ['PATH']}")
        try:
            done = subprocess.run(
                ["sh", "-c", text], cwd=self.folder, env=environment, capture_output=True, text=True, errors="replace",
                stdin=subprocess.DEVNULL, timeout=120)
        except subprocess.TimeoutExpired:
            self.complain(command, "has not ended after 120 s")
            return
        if self.is_verbose:
            print(f"{command} -> {done.returncode}")
        self.judge(command, done, is_limited)

    def judge(self, command, done, is_limited):
        allowed = {0} | {int(code) for code in re.findall(r"exit code (\d+)", command.comment)}
        if "infeasible" in command.comment:
            allowed.add(1)
        output = done.stdout + done.stderr
        is_stopped = is_limited and ("time limit" in output or done.returncode == 3)
        self.is_cut = self.is_cut or is_stopped
        if done.returncode not in allowed and not (is_stopped and done.returncode == 3):
            last = output.strip().splitlines()[-1:] or ["(no output)"]
            self.complain(command, f"exit code {done.returncode}: {last[0][:300]}")
            return
        if command.program == "curl" and '"error"' in output:
            self.complain(command, f"the server answers {output.strip()[:300]}")
        for one in missing(command.shown, output.splitlines()):
            self.complain(command, f"shows {one}, and prints nothing of that shape")
        if is_stopped:
            return
        printed, expected = stable(output.splitlines()), stable(command.shown)
        if self.is_cut:
            printed, expected = ([line.split(", objective")[0] for line in lines] for lines in (printed, expected))
        for line in expected:
            if line not in printed:
                self.complain(command, f"shows '{line}', and prints {printed or 'nothing of the kind'}")
