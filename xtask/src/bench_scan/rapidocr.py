"""Reads one file name a line with RapidOCR, its models loaded once."""

import json
import sys
import time
from pathlib import Path

import rapidocr_onnxruntime
from rapidocr_onnxruntime import RapidOCR

models = Path(rapidocr_onnxruntime.__file__).parent / "models"
engine = RapidOCR()
print(sum(p.stat().st_size for p in models.glob("*.onnx")), flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    found, _ = engine(line.strip())
    milliseconds = (time.perf_counter() - start) * 1000
    found = found or []
    edges = [(min(x for x, _ in q), min(y for _, y in q), max(x for x, _ in q), max(y for _, y in q)) for q, _, _ in found]
    answer = {"texts": [text for _, text, _ in found], "boxes": edges, "milliseconds": milliseconds}
    print(json.dumps(answer), flush=True)
