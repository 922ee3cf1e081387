"""Tests of the study of task graphs, on a made-up job and platform: python3 -B Tools/studies/workflow/test_workflow.py"""

import importlib.machinery
import importlib.util
import os
import sys
import tempfile
import types
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
import workflow_peer as peer
import studies

loader = importlib.machinery.SourceFileLoader("workflow_study", os.path.join(HERE, "study"))
study = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
loader.exec_module(study)

JOB = """job_name WiFi_Transmitter
add_new_tasks 3
start 0
start HEAD
start earliest_start 0 deadline 5 input_vol 0 output_vol 0
fft 1 0
fft earliest_start 0 deadline 5 input_vol 0 output_vol 0
end 2 1
end TAIL
end earliest_start 0 deadline 5 input_vol 0 output_vol 0
comm_vol 0 1 50
comm_vol 1 2 40"""
PLATFORM = """add_new_resource resource_type BIG resource_name core resource_ID 0 capacity 2 num_supported_functionalities 3 DVFS_mode none
opp 600 900
start 3
fft 60
end 2
add_new_resource resource_type ACC resource_name FFT resource_ID 1 capacity 1 num_supported_functionalities 1 DVFS_mode none
fft 16 16
comm_band_self 10000
comm_band 0 0 1000
comm_band 0 1 10
"""


class WorkflowTests(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        for name, text in (
            ("job_WIFI_5TXM.txt", JOB), ("job_WIFI_5RXM.txt", JOB.replace("Transmitter", "Receiver")),
            ("SoC.MULTIPLE_BAL.txt", PLATFORM),
        ):
            with open(os.path.join(self.folder.name, name), "w") as made:
                made.write(text)
        self.arguments = types.SimpleNamespace(
            dovetail=None, seconds=5, workers=1, gaps=[30], jobs=10, streams=self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def test_the_peers_reader_reads_what_the_files_say(self):
        names, arcs = peer.read_job(os.path.join(self.folder.name, "job_WIFI_5TXM.txt"))
        self.assertEqual(names, ["start", "fft", "end"])
        self.assertEqual(arcs, {(0, 1): 50, (1, 2): 40})
        clusters, bands, own = peer.read_platform(os.path.join(self.folder.name, "SoC.MULTIPLE_BAL.txt"))
        self.assertEqual(clusters, {0: (2, {"start": 3, "fft": 60, "end": 2}), 1: (1, {"fft": 16})})
        self.assertEqual((bands[1, 0], own), (10, 10000))

    def test_single_jobs(self):
        # 3 + 5 + 16 + 4 + 2 by hand.
        with tempfile.TemporaryDirectory() as work:
            text = study.jobs(self.folder.name, work, self.arguments)
        row = [cell.strip() for cell in text.splitlines()[2].split("|")]
        self.assertEqual(row[1:6], ["WiFi TX", "30", "30", "30", "30"])
        self.assertIn("69 [p]", text)
        self.assertIn("| yes", text)

    def test_streams_with_given_arrivals(self):
        with open(os.path.join(self.folder.name, "open-9.csv"), "w") as made:
            made.write("job,arrival\nWiFi_Transmitter,0\nWiFi_Receiver,100\n")
        with open(os.path.join(self.folder.name, "reference.csv"), "w") as made:
            made.write("stream,scheduler,mean_latency,last_finish\nopen-9,ETF,30.00,130\n")
        row = study.given_streams(self.folder.name, self.arguments).splitlines()[2]
        self.assertIn("30.00 [g]", row)
        self.assertEqual(row.count("30.00"), 6)

    def test_streams_with_drawn_arrivals(self):
        text = study.streams(self.folder.name, self.arguments)
        self.assertEqual(len(text.splitlines()), 3)
        self.assertTrue(text.splitlines()[2].startswith("| 30"))

    def test_workflows(self):
        folder = os.path.join(studies.ROOT, "Instances/workflow")
        with tempfile.TemporaryDirectory() as work:
            with open(os.path.join(folder, "assay.json")) as source, open(os.path.join(work, "assay.json"), "w") as made:
                made.write(source.read())
            text = study.workflows(work, self.arguments)
        self.assertIn("12650", text)


if __name__ == "__main__":
    unittest.main()
