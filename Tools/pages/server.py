"""A server for the commands of a page that talk to one: it listens at a free port in place of the page's 8080."""
import os
import re
import socket
import subprocess
import time
import urllib.request


class Server:
    """Runs from its making on; `failure` says why it does not."""

    def __init__(self, shim, text, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        environment = dict(os.environ, PATH=f"{shim}:{os.environ['PATH']}")
        self.process = subprocess.Popen(
            [*text.split(), "--port", str(self.port)], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.failure = "has not answered within 20 s"
        for _ in range(200):
            if self.process.poll() is not None:
                self.failure = f"ends with exit code {self.process.returncode}"
                return
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2):
                    self.failure = None
                    return
            except OSError:
                time.sleep(0.1)

    def addressed(self, text):
        """The command as it reaches this server; `curl` fails where the server refuses."""
        text = re.sub(r"^dovetail-server probe\b", f"dovetail-server probe --port {self.port}", text)
        text = re.sub(r"^curl\b", "curl --silent --show-error --max-time 60", text)
        return re.sub(r"(127\.0\.0\.1|localhost):8080", f"127.0.0.1:{self.port}", text)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
