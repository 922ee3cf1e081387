"""A kernel of Jupyter: the notebook runs, and an interrupt gives the best so far."""

from __future__ import annotations

import time
from typing import Any

import pytest
from places import PACKAGE

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")


def test_first_steps() -> None:
    notebook = nbformat.read(PACKAGE / "examples" / "first-steps.ipynb", as_version=4)
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shown = [output for output in cells[1].outputs if output.output_type == "display_data"]
    assert len(shown) == 1
    assert "optimal" in shown[0].data["text/html"] and "found by" in shown[0].data["text/html"]
    texts = [output.text for output in cells[1].outputs if output.output_type == "stream"]
    assert "".join(texts).startswith("optimal 7 ")
    assert cells[2].outputs[0].data["image/svg+xml"].startswith("<?xml")


PROGRAM = f"""
import sys
sys.path.insert(0, {str(PACKAGE / "tests")!r})
from hard import shop
m = shop()
print("ready")
r = m.solve(time_limit=60)
print("done", r.status, r.ending)
"""


def test_an_interrupt_gives_the_best_so_far() -> None:
    manager_module: Any = pytest.importorskip("jupyter_client.manager")
    manager, client = manager_module.start_new_kernel(kernel_name="python3")
    try:
        client.execute(PROGRAM)
        text, interrupted = "", 0.0
        deadline = time.monotonic() + 60
        while "done" not in text and time.monotonic() < deadline:
            message = client.get_iopub_msg(timeout=30)
            if message["msg_type"] == "error":
                raise AssertionError(message["content"])
            if message["msg_type"] == "stream":
                text += message["content"]["text"]
            if "ready" in text and not interrupted:
                time.sleep(1.5)
                manager.interrupt_kernel()
                interrupted = time.monotonic()
        assert "done feasible interrupt" in text
        assert time.monotonic() - interrupted < 1
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
