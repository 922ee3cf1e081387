"""The live page as the controller serves it, read from its Swift sources, and its hashes."""
import base64
import hashlib
import pathlib
import re

FOLDER = pathlib.Path(__file__).resolve().parents[4] / "Sources/dovetail-controller/Page"


def literal(source, name):
    """The multi-line string literal that `name` is set to."""
    found = re.search(rf'static let {name} = (#?)"""\n(.*?)\n( *)"""\1\n', source, re.S)
    indent = found[3]
    return "\n".join(line.removeprefix(indent) for line in found[2].split("\n"))


class LivePage:
    def __init__(self):
        page, style, script = (
            (FOLDER / f"LivePage{part}.swift").read_text() for part in ("", "+Style", "+Script"))
        self.parts = {"style": literal(style, "style"), "script": literal(script, "script")}
        self.stated = {
            "style": re.search(r'styleHash = "(.*)"', style)[1], "script": re.search(r'scriptHash = "(.*)"', script)[1]}
        parts = {**self.parts, "content": literal(page, "content")}
        self.html = re.sub(r"\\\((\w+)\)", lambda match: parts[match[1]], literal(page, "html"))
        values = {"styleHash": self.stated["style"], "scriptHash": self.stated["script"]}
        array = re.search(r"contentSecurityPolicy = \[(.*?)\n  \]", page, re.S)[1]
        policy = "; ".join(re.findall(r'"(.*)",', array))
        self.policy = re.sub(r"\\\((\w+)\)", lambda match: values[match[1]], policy)

    def hash(self, part):
        return base64.b64encode(hashlib.sha256(self.parts[part].encode()).digest()).decode()

    def wrong_hashes(self):
        return [
            f"LivePage.{part}Hash is {self.stated[part]} and must be {self.hash(part)}"
            for part in ("style", "script") if self.stated[part] != self.hash(part)]

    def write_hashes(self):
        for part in ("style", "script"):
            path = FOLDER / f"LivePage+{part.capitalize()}.swift"
            path.write_text(path.read_text().replace(self.stated[part], self.hash(part), 1))
